package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.cart.Carts;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.kit.ComponentUnits;
import dev.holdfast.testing.Answers;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A command takes two round trips: one loads, one saves and commits or ends the call in a host's transaction. */
class RoundTripsTest {
    // More often than the driver needs before it prepares a statement.
    private static final int OFTEN = 8;

    private static final TestShop shop = new TestShop();
    private static final CuttingProxy proxy = new CuttingProxy();
    private static final HikariDataSource pool = proxy.pool(1, 5);
    private static final Holdfast behindProxy =
            Holdfast.builder(pool).schema(shop.schema).clock(shop.clock).build();

    @AfterAll
    static void close() throws Exception {
        pool.close();
        proxy.close();
    }

    @Test
    void aPutTakesTwo() {
        Variant variant = shop.variant(100);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cart();
            taken.add(roundTrips(() -> behindProxy.carts().put(cart, PutItem.of(variant.id(), 1))));
        }
        assertThat(taken.get(OFTEN - 1)).as("%s", taken).isEqualTo(2);
    }

    @Test
    void aPutOfAVariantWithALimitForEachUserTakesOneMoreAndOneOfAVariantWithOtherLimitsDoesNot() {
        VariantLimits limits = VariantLimits.NONE.withQuantities(1, 9, null).withReservationTime(TestShop.HOLD);
        Variant limited = limited(limits);
        Variant limitedForUsers = limited(limits.withMaxPerUser(1_000, 30));
        List<Integer> taken = new ArrayList<>();
        List<Integer> counted = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        List<Integer> bought = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cartOf("ann");
            long anonymous = shop.cart();
            taken.add(roundTrips(() -> behindProxy.carts().put(cart, PutItem.of(limited.id(), 1))));
            counted.add(roundTrips(() -> behindProxy.carts().put(cart, PutItem.of(limitedForUsers.id(), 1))));
            unknown.add(roundTrips(() -> behindProxy.carts().put(anonymous, PutItem.of(limitedForUsers.id(), 1))));
            bought.add(roundTrips(() -> behindProxy.checkout().place(CheckoutRequest.of(cart))));
        }
        assertThat(taken).as("%s", taken).endsWith(2);
        assertThat(counted).as("%s", counted).endsWith(3);
        assertThat(unknown).as("%s", unknown).endsWith(2);
        assertThat(bought).as("%s", bought).endsWith(3);
    }

    @Test
    void aKitIsPutAndBoughtInTwoEach() {
        Variant set = shop.variant(0);
        shop.holdfast
                .kits()
                .change(
                        set.id(),
                        List.of(
                                new ComponentUnits(shop.variant(100).id(), 2),
                                new ComponentUnits(shop.variant(100).id(), 1)));
        List<Integer> taken = new ArrayList<>();
        List<Integer> bought = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cart();
            taken.add(roundTrips(() -> behindProxy.carts().put(cart, PutItem.of(set.id(), 1))));
            bought.add(roundTrips(() -> behindProxy.checkout().place(CheckoutRequest.of(cart))));
        }
        assertThat(taken).as("%s", taken).endsWith(2);
        assertThat(bought).as("%s", bought).endsWith(2);
    }

    private static Variant limited(VariantLimits limits) {
        return shop.holdfast
                .catalog()
                .changeVariant(shop.variant(100).id(), VariantChange.none().withLimits(VariantLimitsChange.to(limits)));
    }

    @Test
    void aPutByATokenThatIsKnownTakesTwoAsWell() {
        Variant variant = shop.variant(100);
        List<Integer> taken = new ArrayList<>();
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            Carts named = behindProxy
                    .carts()
                    .withToken(shop.holdfast.carts().get(shop.cart()).token());
            first.add(roundTrips(() -> named.put(named.cartId(), PutItem.of(variant.id(), 1))));
            taken.add(roundTrips(() -> named.put(named.cartId(), PutItem.of(variant.id(), 2))));
        }
        assertThat(first.get(OFTEN - 1)).as("%s", first).isEqualTo(3);
        assertThat(taken.get(OFTEN - 1)).as("%s", taken).isEqualTo(2);
    }

    /** One more is taken where a limit of anonymous carts can be reached, and by no other cart. */
    @Test
    void aPutIntoAnAnonymousCartTakesOneMoreIfItWasEmptyOrTheVariantIsNearlyHeld() {
        Variant variant = shop.variant(1_000);
        Variant nearlyHeld = shop.variant(100);
        shop.put(shop.cart(), nearlyHeld, 90);
        List<Integer> first = new ArrayList<>();
        List<Integer> more = new ArrayList<>();
        List<Integer> near = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.holdfast
                    .carts()
                    .createAnonymous(NewCart.anonymous(), i)
                    .id();
            long other = shop.cart();
            first.add(roundTrips(() -> behindProxy.carts().put(cart, PutItem.of(variant.id(), 1))));
            more.add(roundTrips(() -> behindProxy.carts().put(cart, PutItem.of(variant.id(), 2))));
            near.add(roundTrips(() -> behindProxy.carts().put(cart, PutItem.of(nearlyHeld.id(), 1))));
            others.add(roundTrips(() -> behindProxy.carts().put(other, PutItem.of(nearlyHeld.id(), 1))));
            shop.holdfast.carts().delete(cart);
            shop.holdfast.carts().delete(other);
        }

        assertThat(first).as("%s", first).endsWith(3);
        assertThat(more).as("%s", more).endsWith(2);
        assertThat(near).as("%s", near).endsWith(3);
        assertThat(others).as("%s", others).endsWith(2);
    }

    @Test
    void aCheckoutTakesTwo() {
        Variant one = shop.variant(100);
        Variant another = shop.variant(100);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cartWith(one, 1);
            shop.put(cart, another, 2);
            taken.add(roundTrips(() -> behindProxy.checkout().place(CheckoutRequest.of(cart))));
        }
        assertThat(taken.get(OFTEN - 1)).as("%s", taken).isEqualTo(2);
    }

    @Test
    void aSessionTakesTwoToBeginAndThreeToComplete() {
        Variant variant = shop.variant(100);
        List<Integer> begun = new ArrayList<>();
        List<Integer> completed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long cart = shop.cartWith(variant, 1);
            AtomicReference<String> session = new AtomicReference<>();
            begun.add(roundTrips(() -> session.set(behindProxy
                    .checkoutSessions()
                    .begin(NewCheckoutSession.of(cart))
                    .id())));
            completed.add(roundTrips(() -> behindProxy.checkoutSessions().complete(session.get(), null, false)));
        }

        assertThat(begun).endsWith(2);
        assertThat(completed).endsWith(3);
    }

    @Test
    void anAmountThatIsExpectedInTheCartsCurrencyCostsNoOther() {
        Variant variant = shop.variant(100);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cartWith(variant, 1);
            BigDecimal total = shop.holdfast.carts().get(cart).total().toDecimal();
            CheckoutRequest request = new CheckoutRequest(cart, null, null, total, null);
            taken.add(roundTrips(() -> behindProxy.checkout().place(request)));
        }
        assertThat(taken.get(OFTEN - 1)).as("%s", taken).isEqualTo(2);
    }

    @Test
    void joiningAHostsTransactionCostsNoOtherEither() throws Exception {
        Variant variant = shop.variant(100);
        List<Integer> puts = new ArrayList<>();
        List<Integer> checkouts = new ArrayList<>();
        List<Integer> nothings = new ArrayList<>();
        // The rules are in memory.
        behindProxy.carts().put(shop.cart(), PutItem.of(variant.id(), 1));
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cart();
            try (Connection host = pool.getConnection()) {
                host.setAutoCommit(false);
                Holdfast within = behindProxy.within(host);
                puts.add(roundTrips(() -> within.carts().put(cart, PutItem.of(variant.id(), 1))));
                nothings.add(roundTrips(() -> within.carts().put(cart, PutItem.of(variant.id(), 1))));
                checkouts.add(roundTrips(() -> within.checkout().place(CheckoutRequest.of(cart))));
                host.commit();
            }
        }
        assertThat(puts.get(OFTEN - 1)).as("puts %s", puts).isEqualTo(2);
        assertThat(nothings.get(OFTEN - 1)).as("nothing to change %s", nothings).isEqualTo(2);
        assertThat(checkouts.get(OFTEN - 1)).as("checkouts %s", checkouts).isEqualTo(2);
    }

    @Test
    void aReadInAHostsTransactionTakesTwoMoreThanAlone() throws Exception {
        long cart = shop.cartWith(shop.variant(100), 1);
        List<Integer> alone = new ArrayList<>();
        List<Integer> joined = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            alone.add(roundTrips(() -> behindProxy.carts().get(cart)));
            try (Connection host = pool.getConnection()) {
                host.setAutoCommit(false);
                Holdfast within = behindProxy.within(host);
                joined.add(roundTrips(() -> within.carts().get(cart)));
                host.rollback();
            }
        }
        assertThat(alone.get(OFTEN - 1)).as("%s", alone).isEqualTo(1);
        assertThat(joined.get(OFTEN - 1)).as("%s", joined).isEqualTo(3);
    }

    @Test
    void aPutUnderAKeyTakesFive() {
        Variant variant = shop.variant(100);
        List<Integer> taken = new ArrayList<>();
        behindProxy.carts().put(shop.cart(), PutItem.of(variant.id(), 1));
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cart();
            IdempotencyKey key = new IdempotencyKey("round trips", "key " + i, "hash");
            taken.add(roundTrips(() -> behindProxy.idempotent(
                    key, Answers.text(), on -> on.carts().put(cart, PutItem.of(variant.id(), 1)))));
        }
        assertThat(taken.get(OFTEN - 1)).as("%s", taken).isEqualTo(5);
    }

    /** The orders of a buyer are counted by the statements that load the cart. */
    @Test
    void aRuleForABuyersFirstOrderCostsNoOther() {
        shop.rule(
                "{'code': 'FIRST', 'conditions': {'nth_order': 1}, 'discount': {'type': 'percent_off', 'percent': 10}}");
        Variant variant = shop.variant(100);
        List<Integer> puts = new ArrayList<>();
        List<Integer> reads = new ArrayList<>();
        List<Integer> checkouts = new ArrayList<>();
        for (int i = 0; i < OFTEN; i++) {
            long cart = shop.cartOf("buyer-" + i);
            puts.add(roundTrips(() -> behindProxy.carts().put(cart, PutItem.of(variant.id(), 1))));
            reads.add(roundTrips(() -> behindProxy.carts().get(cart)));
            checkouts.add(roundTrips(() -> behindProxy.checkout().place(CheckoutRequest.of(cart))));
        }
        assertThat(puts.get(OFTEN - 1)).as("%s", puts).isEqualTo(2);
        assertThat(reads.get(OFTEN - 1)).as("%s", reads).isEqualTo(1);
        assertThat(checkouts.get(OFTEN - 1)).as("%s", checkouts).isEqualTo(2);
        shop.holdfast.pricing().archive("FIRST");
    }

    private static int roundTrips(Runnable command) {
        int before = proxy.roundTrips();
        command.run();
        return proxy.roundTrips() - before;
    }
}
