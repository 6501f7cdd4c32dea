package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.cart.CartFilter;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.order.OrderFilter;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.promo.PromoCodeChange;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.Answers;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In a host's transaction every wait ends, and its own settings are what they were. */
class WithinLimitsTest {
    private static final TestShop shop = new TestShop();
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String RULE = """
            {"code": "%s", "discount": {"type": "percent_off", "percent": 10}}""";

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aCommandDoesNotWaitForEverForACartOrForStock() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 1);
        try (OtherTransaction other = new OtherTransaction(shop).lockCart(cart)) {
            isBusy(on -> on.carts().put(cart, PutItem.of(variant.id(), 2)));
            isBusy(on -> on.carts().extend(cart));
            isBusy(on -> on.checkout().place(CheckoutRequest.of(cart)));
            other.commit();
        }
        try (OtherTransaction other = new OtherTransaction(shop).lockStock(variant.id())) {
            isBusy(on -> on.carts().put(cart, PutItem.of(variant.id(), 2)));
            isBusy(on -> on.checkout().place(CheckoutRequest.of(cart)));
            isBusy(on -> on.inventory().receive(variant.id(), 1, null));
            other.commit();
        }
    }

    @Test
    void aChangeOfTheCatalogueOfRulesAndOfCodesDoesNotEither() throws Exception {
        Variant variant = shop.variant(5);
        shop.rule("{'code': 'STORED', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.holdfast.promoCodes().add("STORED", List.of("LOCKED"), PromoLimits.NONE, true);
        try (OtherTransaction other = new OtherTransaction(shop)
                .execute("select 1 from #products for no key update")
                .execute("select 1 from #variants for no key update")
                .execute("select 1 from #versions for no key update")
                .execute("select 1 from #promo_codes for no key update")
                .execute("lock table #carts in share mode")) {
            isBusy(on -> on.catalog()
                    .changeProduct(variant.productId(), ProductChange.none().withBasePrice(Money.of("12.00", "USD"))));
            isBusy(on -> on.catalog()
                    .changeVariant(variant.id(), VariantChange.none().withPrice(Money.of("12.00", "USD"))));
            isBusy(on -> on.pricing().add(PricingRuleJson.read(RULE.formatted("WAITS"), Currency.getInstance("USD"))));
            isBusy(on -> on.pricing()
                    .apply(on.pricing()
                            .compare(
                                    List.of(PricingRuleJson.read(
                                            RULE.formatted("APPLIED"), Currency.getInstance("USD"))),
                                    false)));
            isBusy(on -> on.promoCodes().change("LOCKED", PromoCodeChange.active(false)));
            isBusy(on -> on.promoCodes().delete("LOCKED"));
            isBusy(on -> on.carts().create(NewCart.anonymous()));
            other.commit();
        }
        shop.holdfast.pricing().archive("STORED");
    }

    @Test
    void aReadDoesNotWaitForEverForATable() throws Exception {
        long cart = shop.cartWith(shop.variant(5), 1);
        try (OtherTransaction other =
                new OtherTransaction(shop).execute("lock table #carts, #orders, #variants in access exclusive mode")) {
            isBusy(on -> on.carts().get(cart));
            isBusy(on -> on.carts().list(new CartFilter(null, null), PageRequest.first()));
            isBusy(on -> on.catalog().variants(VariantFilter.all(), PageRequest.first()));
            isBusy(on -> on.orders().list(OrderFilter.all(), PageRequest.first()));
            isBusy(on -> on.verify());
            other.commit();
        }
    }

    @Test
    void anAnswerDoesNotWaitForEverForItsKey() throws Exception {
        Variant variant = shop.variant(5);
        IdempotencyKey key = new IdempotencyKey("limits", "held elsewhere", "hash");
        try (OtherTransaction other = new OtherTransaction(shop)
                .execute("insert into #idempotency_keys (scope, key, request_hash, answer, created_at)"
                        + " values ('limits', 'held elsewhere', 'hash', '', now())")) {
            isBusy(on -> on.idempotent(
                    key, Answers.text(), joined -> joined.inventory().receive(variant.id(), 1, null)));
        }
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(5);
    }

    @Test
    void aStatementOfACommandEndsWhateverItWaitsFor() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        shop.execute("create function #stall() returns trigger language plpgsql as $$ begin"
                + " perform pg_sleep(600); return new; end $$");
        shop.execute("create trigger stall before update on #stock for each row execute function #stall()");
        try {
            isBusy(on -> on.carts().put(cart, PutItem.of(variant.id(), 1)));
        } finally {
            shop.execute("drop trigger stall on #stock");
            shop.execute("drop function #stall");
        }
        assertThat(shop.show(cart).items()).isEmpty();
    }

    @Test
    void aShorterLimitOfTheHostStays() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        Holdfast patient = shop.holdfast.withTimeout(Duration.ofDays(1));
        try (OtherTransaction other =
                        new OtherTransaction(shop).lockCart(cart).execute("select 1 from #products for no key update");
                OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = patient.within(host.connection);
            for (String setting : List.of("lock_timeout", "statement_timeout")) {
                host.execute("set local " + setting + " = '90ms'");
                // With the timeout of the shop it would hang.
                Future<?> put = Threads.begin(() -> within.carts().put(cart, PutItem.of(variant.id(), 1)));
                assertThatThrownBy(() -> Threads.join(put)).isInstanceOf(UnavailableException.class);
                Future<?> change = Threads.begin(() -> within.catalog()
                        .changeProduct(
                                variant.productId(), ProductChange.none().withBasePrice(Money.of("12.00", "USD"))));
                assertThatThrownBy(() -> Threads.join(change)).isInstanceOf(UnavailableException.class);
                assertThat(host.text("show " + setting)).isEqualTo("90ms");
                host.execute("set local " + setting + " = 0");
            }
            other.commit();
        }
    }

    @Test
    void theSettingsOfTheHostAreWhatTheyWereWhateverACallComesTo() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        for (String[] limits : List.of(new String[] {"0", "0"}, new String[] {"1min", "2min"})) {
            try (OtherTransaction host = new OtherTransaction(shop)) {
                host.execute("set lock_timeout = '" + limits[0] + "'");
                host.execute("set local statement_timeout = '" + limits[1] + "'");
                Holdfast within = shop.holdfast.within(host.connection);

                within.carts().put(cart, PutItem.of(variant.id(), 1));
                assertSettings(host, limits);
                within.carts().put(cart, PutItem.of(variant.id(), 1));
                assertSettings(host, limits);
                assertThatThrownBy(() -> within.carts().put(cart, PutItem.of(variant.id(), 60)))
                        .isInstanceOf(InsufficientStockException.class);
                assertSettings(host, limits);
                within.carts().get(cart);
                assertSettings(host, limits);
                assertThatThrownBy(() -> within.carts().get(-1)).isInstanceOf(NotFoundException.class);
                assertSettings(host, limits);
                within.catalog()
                        .changeVariant(
                                variant.id(),
                                VariantChange.none().withPrice(Money.of("1" + limits[0].length() + ".00", "USD")));
                assertSettings(host, limits);
                within.catalog()
                        .importProducts(
                                List.of(new ProductImport(
                                        "imported-" + limits[0],
                                        Patch.set("Imported"),
                                        Patch.set(Money.of("1.00", "USD")),
                                        Patch.keep(),
                                        Patch.keep(),
                                        List.of())),
                                null);
                assertSettings(host, limits);
                IdempotencyKey key = new IdempotencyKey("settings", limits[0], "hash");
                within.idempotent(key, Answers.text(), on -> on.inventory().receive(variant.id(), 1, null));
                assertSettings(host, limits);
                within.idempotent(key, Answers.text(), on -> on.inventory().receive(variant.id(), 1, null));
                assertSettings(host, limits);
                host.commit();

                assertThat(host.text("show lock_timeout")).isEqualTo(limits[0]);
                assertThat(host.text("show statement_timeout")).isEqualTo("0");
            }
        }
    }

    private static void assertSettings(OtherTransaction host, String[] limits) throws SQLException {
        assertThat(host.text("select current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')"))
                .isEqualTo(limits[0] + " " + limits[1]);
    }

    /** Refused as busy by a shop with a short timeout on either side of {@code within}, in a transaction that goes on. */
    private static void isBusy(Consumer<Holdfast> call) throws Exception {
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("create temporary table earlier (id int) on commit drop");
            for (Holdfast joined : List.of(
                    shop.holdfast.within(host.connection).withTimeout(SHORT),
                    shop.holdfast.withTimeout(SHORT).within(host.connection))) {
                Future<?> waits = Threads.begin(() -> {
                    call.accept(joined);
                    return joined;
                });
                assertThatThrownBy(() -> Threads.join(waits))
                        .isInstanceOfSatisfying(
                                UnavailableException.class,
                                e -> assertThat(e.code()).isEqualTo("busy"));
                host.execute("insert into earlier values (1)");
                assertThat(host.text("show lock_timeout")).isEqualTo("0");
                assertThat(host.text("show statement_timeout")).isEqualTo("0");
            }
            assertThat(host.text("select count(*) from earlier")).isEqualTo("2");
        }
    }
}
