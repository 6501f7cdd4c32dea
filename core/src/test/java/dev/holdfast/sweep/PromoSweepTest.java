package dev.holdfast.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link SweeperTest} says of items, of the promo codes that carts held. Each code takes 10 percent off. */
class PromoSweepTest {
    private static final TestShop shop = new TestShop();
    private static final Sweeper sweeper = shop.holdfast.sweeper();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Variant variant = shop.variant("7.00", 1_000);

    @BeforeEach
    void nothingIsLeftOfTheTestBefore() {
        shop.letExpire();
        shop.sweep();
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHoldThatWasRenewedAfterItWasPickedIsLeftAlone(boolean counted) throws Exception {
        String code = code(counted);
        long cart = cartWith(2, code);
        shop.letExpire();
        try (OtherTransaction host = pausedSweeps()) {
            Future<SweepResult> sweep = Threads.begin(() -> shop.sweep());
            Threads.awaitWaiting(shop, 1);
            shop.holdfast.within(host.connection).carts().put(cart, PutItem.of(variant.id(), 3));
            host.commit();
            assertThat(Threads.join(sweep).promoHolds()).isZero();
        }
        assertThat(shop.show(cart).total()).isEqualTo(usd("18.90"));
        assertThat(holds(code)).isEqualTo(1);
    }

    @Test
    void aHoldThatAnOrderClaimedAfterItWasPickedIsLeftAlone() throws Exception {
        String code = code(true);
        long cart = cartWith(2, code);
        shop.letExpire();
        try (OtherTransaction host = pausedSweeps()) {
            Future<SweepResult> sweep = Threads.begin(() -> shop.sweep());
            Threads.awaitWaiting(shop, 1);
            var joined = shop.holdfast.within(host.connection);
            joined.carts().put(cart, PutItem.of(variant.id(), 3));
            joined.checkout().place(CheckoutRequest.of(cart));
            host.commit();
            shop.letExpire();
            assertThat(Threads.join(sweep).promoHolds()).isZero();
        }
        assertThat(shop.sweep().promoHolds()).isZero();
        assertThat(shop.holdfast.promoCodes().get(code).claimedUses()).isEqualTo(1);
    }

    @Test
    void aHoldThatSomebodyElseReclaimedAfterItWasPickedIsTakenAwayOnce() throws Exception {
        String code = code(true);
        cartWith(2, code);
        shop.letExpire();
        long late = cart(code);
        try (OtherTransaction host = pausedSweeps()) {
            Future<SweepResult> sweep = Threads.begin(() -> shop.sweep());
            Threads.awaitWaiting(shop, 1);
            shop.holdfast.within(host.connection).carts().put(late, PutItem.of(variant.id(), 3));
            host.commit();
            assertThat(Threads.join(sweep).promoHolds()).isZero();
        }
        assertThat(shop.count("select held_uses from #promo_codes where code = '" + code + "'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCodeOrCartThatSomebodyElseHasLockedIsLeftToTheNextSweep(boolean ofCode) throws Exception {
        String locked = code(true);
        String free = code(false);
        long cart = cartWith(2, locked);
        cartWith(3, free);
        shop.letExpire();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute(
                    ofCode
                            ? "select 1 from #promo_codes where code = '" + locked + "' for no key update"
                            : "select 1 from #carts where id = " + cart + " for no key update");
            assertThat(shop.sweep().promoHolds()).isEqualTo(1);
            assertThat(holds(locked)).isEqualTo(1);
        }
        assertThat(shop.sweep().promoHolds()).isEqualTo(1);
        assertThat(holds(locked)).isZero();
    }

    @Test
    void holdsAreTakenAwayInBatchesAndThoseThatLiveStay() {
        String counted = code(true);
        String open = code(false);
        // The first holds two.
        List<Long> expired = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            expired.add(cartWith(2, i == 0 ? counted : open, open));
        }
        shop.clock.advance(TestShop.HOLD.dividedBy(2));
        long living = cartWith(3, open);
        shop.clock.advance(TestShop.HOLD.dividedBy(2));

        SweepResult result = sweeper.sweep(SweepOptions.defaults().withBatch(2));

        assertThat(result.promoHolds()).isEqualTo(6);
        assertThat(result.items()).isEqualTo(5);
        assertThat(result.batches()).as("of items and of holds").isEqualTo(3 + 3);
        assertThat(holds(counted)).isZero();
        assertThat(holds(open)).isEqualTo(1);
        assertThat(shop.show(living).total()).isEqualTo(usd("18.90"));
        assertThat(shop.show(expired.get(0)).expiredItems()).hasSize(1);
    }

    /** The clock of the shop is long before that of the database, for which everything has expired. */
    @Test
    void aDryRunCountsByTheClockOfTheShop() {
        cartWith(2, code(true));
        shop.clock.advance(Duration.ofMinutes(1));
        cartWith(3, code(true), code(false));

        assertThat(dryRun().promoHolds()).isZero();
        assertThat(dryRun().items()).isZero();
        assertThat(sweeper.reservations()).isEqualTo(new Reservations(2, 0));
        shop.clock.advance(TestShop.HOLD.minusMinutes(1));
        assertThat(dryRun().promoHolds()).isEqualTo(1);
        assertThat(dryRun().units()).isEqualTo(2);
        assertThat(sweeper.reservations()).isEqualTo(new Reservations(1, 1));
        shop.clock.advance(Duration.ofMinutes(1));
        assertThat(dryRun().promoHolds()).isEqualTo(3);
        assertThat(dryRun().units()).isEqualTo(5);
        assertThat(shop.count("select count(*) from #promo_uses where order_id is null"))
                .as("only counted")
                .isEqualTo(3);
    }

    private static SweepResult dryRun() {
        return sweeper.sweep(SweepOptions.defaults().asDryRun());
    }

    /** Holds up sweeps once they have picked promo codes, and before they have locked them. */
    private static OtherTransaction pausedSweeps() throws Exception {
        return new OtherTransaction(shop).execute("lock table #promo_codes in exclusive mode");
    }

    /** The carts that hold a code, expired or not, as it is stored. */
    private static long holds(String code) {
        return shop.count("select count(*) from #promo_uses u join #promo_codes p on p.id = u.code_id"
                + " where u.order_id is null and p.code = '" + code + "'");
    }

    private long cartWith(int units, String... codes) {
        long cart = cart(codes);
        shop.put(cart, variant, units);
        return cart;
    }

    private static long cart(String... codes) {
        return shop.holdfast
                .carts()
                .create(new NewCart("ann", null, List.of(codes), null))
                .id();
    }

    /** A code with one use, or without limits. */
    private static String code(boolean counted) {
        String code = "SWEPT-" + NAMES.incrementAndGet();
        shop.rule("{'code': '" + code + "', 'target': 'order', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        PromoLimits limits = counted ? PromoLimits.uses(1) : PromoLimits.NONE;
        shop.holdfast.promoCodes().add(code, List.of(code), limits, true);
        return code;
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
