package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantImport;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.Completion;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.order.Correction;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.order.Payment;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever is written names its actor. */
class ActorTest {
    private static final PageRequest FIRST = PageRequest.first(100);
    private static final TestShop shop = new TestShop();

    @AfterAll
    static void theShopIsSound() {
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void theLedgerNamesTheActorOfEachMovement() {
        Variant variant = shop.variant(10);
        LedgerEntry counted = as("warehouse").inventory().adjust(variant.id(), -1, "broken", null);
        long cart = as("ann").carts().create(NewCart.anonymous()).id();
        as("ann").carts().put(cart, PutItem.of(variant.id(), 4));
        as("bob").carts().put(cart, PutItem.of(variant.id(), 3));
        as("shop").checkout().place(CheckoutRequest.of(cart));

        assertThat(counted.actor()).isEqualTo("warehouse");
        assertThat(movements(variant))
                .containsExactly("received null", "adjusted warehouse", "reserved ann", "released bob", "sold shop");
    }

    @Test
    void initialStockNamesTheActorWhoAddedTheVariant() {
        long product = shop.product("10.00").id();
        Variant added = as("merchant").catalog().addVariant(NewVariant.of(product, "ACTOR-ADDED", 5));
        as("supplier")
                .catalog()
                .importProducts(
                        List.of(new ProductImport(
                                "actor-imported",
                                Patch.set("Imported"),
                                Patch.set(Money.of("10.00", "USD")),
                                Patch.keep(),
                                Patch.keep(),
                                List.of(new VariantImport(
                                        "ACTOR-IMPORTED", Patch.keep(), Patch.keep(), Patch.keep(), 5)))),
                        "PO-1");

        assertThat(movements(added)).containsExactly("received merchant");
        assertThat(shop.texts("select l.actor from #stock_ledger l join #variants v on v.id = l.variant_id"
                        + " where v.sku = 'ACTOR-IMPORTED'"))
                .containsExactly("supplier");
    }

    @Test
    void aReservationThatExpiresNamesNobodyWhoeverFindsIt() {
        Variant reclaimed = shop.variant(3);
        Variant removed = shop.variant(3);
        Variant swept = shop.variant(3);
        long cart = shop.cartWith(removed, 3);
        shop.cartWith(reclaimed, 3);
        shop.cartWith(swept, 3);
        shop.letExpire();

        long buyer = shop.cart();
        as("ann").carts().put(buyer, PutItem.of(reclaimed.id(), 2));
        as("bob").carts().removeItem(cart, 1);
        as("cron").sweeper().sweep(SweepOptions.defaults());

        assertThat(movements(reclaimed))
                .containsExactly("received null", "reserved null", "expired null", "reserved ann");
        assertThat(movements(removed)).containsExactly("received null", "reserved null", "expired null");
        assertThat(movements(swept)).containsExactly("received null", "reserved null", "expired null");
    }

    @Test
    void correctionsAndPaymentsOfAnOrderNameTheirActors() {
        Variant variant = shop.variant(10);
        long order = shop.checkOut(shop.cartWith(variant, 4)).id();
        Payment paid = as("provider").orders().pay(order, captured("c1"));
        Payment again = as("retry").orders().pay(order, captured("c1"));
        Correction sent = as("warehouse").orders().fulfil(order, NewFulfilment.of(ItemUnits.of(1, 1)));
        Correction cancelled = as("support").orders().cancel(order, NewCancellation.of(ItemUnits.of(1, 2)));

        assertThat(paid.actor()).isEqualTo("provider");
        assertThat(again).as("who reports it again changes nothing").isEqualTo(paid);
        assertThat(sent.actor()).isEqualTo("warehouse");
        assertThat(cancelled.actor()).isEqualTo("support");
        Order read = shop.holdfast.orders().get(order);
        assertThat(read.payments()).containsExactly(paid);
        assertThat(read.corrections()).containsExactly(sent, cancelled);
        assertThat(movements(variant)).last().isEqualTo("returned support");
    }

    @Test
    void paymentsOfASessionKeepTheirActorsInItsOrder() {
        long cart = shop.cartWith(shop.variant(5), 3);
        String session =
                as("shop").checkoutSessions().begin(NewCheckoutSession.of(cart)).id();
        as("announcer")
                .checkoutSessions()
                .pay(session, new NewPayment(PaymentKind.AUTHORIZED, new BigDecimal("30.00"), "a1"));
        Completion completed = as("provider").checkoutSessions().complete(session, captured("c1"), false);
        as("late").checkoutSessions().pay(session, captured("c2"));

        long order = completed.order().id();
        assertThat(completed.order().payments()).extracting(Payment::actor).containsExactly("announcer", "provider");
        assertThat(shop.holdfast.checkoutSessions().get(session).payments())
                .extracting(Payment::actor)
                .containsExactly("announcer", "provider", "late");
        assertThat(shop.holdfast.orders().get(order).payments())
                .extracting(Payment::actor)
                .containsExactly("announcer", "provider", "late");
    }

    @Test
    void revisionsOfRulesNameTheirActors() {
        RuleRevision added = as("ann").pricing().add(rule("ACTOR", 10));
        RuleRevision changed = as("bob").pricing().change("ACTOR", "{\"discount\": {\"percent\": 20}}");
        assertThat(added.actor()).isEqualTo("ann");
        assertThat(changed.actor()).isEqualTo("bob");
        assertThat(shop.holdfast.pricing().get("ACTOR")).isEqualTo(changed);
        assertThat(shop.holdfast.pricing().list(FIRST).items()).contains(changed);

        Holdfast eve = as("eve");
        Collection<PricingRule> wanted = List.of(rule("ACTOR", 30), rule("ACTOR-2", 5));
        eve.pricing().apply(eve.pricing().compare(wanted, false));
        shop.holdfast.pricing().change("ACTOR-2", "{\"priority\": 7}");

        assertThat(shop.holdfast.pricing().history("ACTOR", FIRST).items())
                .extracting(RuleRevision::actor)
                .containsExactly("ann", "bob", "eve");
        assertThat(shop.holdfast.pricing().history("ACTOR-2", FIRST).items())
                .extracting(RuleRevision::actor)
                .containsExactly("eve", null);
        assertThat(as("zoe").pricing().archive("ACTOR").actor())
                .as("of its last revision")
                .isEqualTo("eve");
    }

    @Test
    void aServerOfTheVersionBeforeNamesNobodyForTheRevisionsThatItWrites() {
        as("ann").pricing().add(rule("ACTOR-OLD", 10));
        shop.execute("update #pricing_rules set revision = 2 where code = 'ACTOR-OLD'");
        shop.execute("update #versions set token = nextval('#rule_book_tokens')");
        shop.execute("insert into #pricing_rule_revisions (code, revision, definition, active, from_token, changed_at)"
                + " select code, 2, definition, active, (select token from #versions), changed_at"
                + " from #pricing_rule_revisions where code = 'ACTOR-OLD'");
        shop.execute("update #pricing_rule_revisions set until_token = (select token from #versions)"
                + " where code = 'ACTOR-OLD' and revision = 1");

        assertThat(shop.holdfast.pricing().get("ACTOR-OLD").actor()).isNull();
    }

    @Test
    void transactionsOfAHostAndOtherTimeoutsKeepTheActor() throws Exception {
        Variant variant = shop.variant(10);
        Holdfast ann = as("ann");
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            ann.within(connection).inventory().receive(variant.id(), 1, null);
            ann.within(connection).as("bob").inventory().receive(variant.id(), 2, null);
            connection.commit();
        }
        ann.withTimeout(Duration.ofSeconds(3)).inventory().receive(variant.id(), 3, null);
        ann.as(null).inventory().receive(variant.id(), 4, null);
        ann.idempotent(
                new IdempotencyKey("actor", "key", "hash"),
                new AnswerEncoder<LedgerEntry>() {
                    @Override
                    public String accepted(LedgerEntry entry) {
                        return "" + entry.actor();
                    }

                    @Override
                    public String refused(HoldfastException refusal) {
                        return refusal.code();
                    }
                },
                joined -> joined.inventory().receive(variant.id(), 5, null));

        assertThat(movements(variant))
                .containsExactly(
                        "received null",
                        "received ann",
                        "received bob",
                        "received ann",
                        "received null",
                        "received ann");
    }

    @Test
    void aNameIsBounded() {
        assertThat(as("x".repeat(Limits.ACTOR))).isNotNull();
        for (String name : Arrays.asList("", "  ", "x".repeat(Limits.ACTOR + 1), "a\nb", "a\0b", "\ud800")) {
            assertThatThrownBy(() -> as(name))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.errors())
                                    .first()
                                    .returns("/actor", InvalidInputException.Error::pointer));
        }
    }

    private static Holdfast as(String actor) {
        return shop.holdfast.as(actor);
    }

    private static NewPayment captured(String reference) {
        return new NewPayment(PaymentKind.CAPTURED, new BigDecimal("30.00"), reference);
    }

    private static PricingRule rule(String code, int percent) {
        return PricingRuleJson.read(
                "{\"code\": \"" + code + "\", \"discount\": {\"type\": \"percent_off\", \"percent\": " + percent + "}}",
                HoldfastBuilder.DEFAULT_CURRENCY);
    }

    /** Kind and actor of each movement, oldest first. */
    private static List<String> movements(Variant variant) {
        List<LedgerEntry> newestFirst =
                shop.holdfast.inventory().movements(variant.id(), FIRST).items();
        return newestFirst.stream()
                .sorted((a, b) -> Long.compare(a.version(), b.version()))
                .map(entry -> entry.kind().word() + " " + entry.actor())
                .toList();
    }
}
