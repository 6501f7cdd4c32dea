package dev.holdfast.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.NotFoundException;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmptyCartsTest {
    private static final Duration AGE = Duration.ofDays(30);

    private final TestShop shop = new TestShop();
    private final Sweeper sweeper = shop.holdfast.sweeper();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aCartThatIsEmptyAndOldIsDeletedAndAYoungerOneStays() {
        long old = shop.cart();
        shop.clock.advance(Duration.ofSeconds(1));
        long younger = shop.cart();
        shop.clock.advance(AGE.minusSeconds(1));

        SweepResult result = shop.sweep();

        assertThat(result.emptyCarts()).isEqualTo(1);
        assertThat(result.batches()).isEqualTo(1);
        assertThatThrownBy(() -> shop.show(old)).isInstanceOf(NotFoundException.class);
        assertThat(shop.show(younger).id()).isEqualTo(younger);
    }

    @Test
    void whatExpiredInACartGoesWithItAndTheLedgerKeepsIt() {
        Variant tee = shop.variant(5);
        long cart = shop.cartWith(tee, 2);
        shop.clock.advance(AGE);

        SweepResult result = shop.sweep();

        assertThat(result.items()).isEqualTo(1);
        assertThat(result.emptyCarts()).isEqualTo(1);
        assertThat(shop.count("select count(*) from #expired_items")).isZero();
        assertThat(shop.count("select count(*) from #stock_ledger where cart_id = " + cart))
                .isEqualTo(2);
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(5);
    }

    @Test
    void theLastChangeCountsAndNotTheCreation() {
        Variant tee = shop.variant(5);
        long cart = shop.cart();
        shop.clock.advance(AGE.minusDays(1));
        shop.put(cart, tee, 1);
        shop.clock.advance(Duration.ofDays(2));

        assertThat(shop.sweep().emptyCarts()).isZero();
        assertThat(shop.show(cart).expiredItems()).hasSize(1);

        shop.clock.advance(AGE.minusDays(2));
        assertThat(shop.sweep().emptyCarts()).isEqualTo(1);
    }

    @Test
    void aDeletedCartGoesAndOneThatWasBoughtStays() {
        Variant tee = shop.variant(5);
        long deleted = shop.cartWith(tee, 1);
        shop.holdfast.carts().delete(deleted);
        long bought = shop.cartWith(tee, 1);
        shop.checkOut(bought);
        shop.clock.advance(AGE.multipliedBy(10));

        assertThat(shop.sweep().emptyCarts()).isEqualTo(1);

        assertThatThrownBy(() -> shop.show(deleted)).isInstanceOf(NotFoundException.class);
        assertThat(shop.show(bought).id()).isEqualTo(bought);
    }

    @Test
    void aCartThatHoldsSomethingStaysHoweverOldItIs() {
        Duration hold = AGE.multipliedBy(3);
        Holdfast patient = shop.builder()
                .reservationTime(hold)
                .maxReservationAge(hold)
                .emptyCartAge(AGE)
                .build();
        Variant tee = shop.variant(5);
        long cart = patient.carts().create(NewCart.anonymous()).id();
        patient.carts().put(cart, PutItem.of(tee.id(), 1));
        shop.clock.advance(AGE.multipliedBy(2));

        assertThat(dryRun()).isZero();
        assertThat(patient.sweeper().sweep(SweepOptions.defaults()).emptyCarts())
                .isZero();
        assertThat(shop.show(cart).items()).hasSize(1);
    }

    @Test
    void aCartThatIsLockedIsLeftToTheNextSweep() throws Exception {
        long locked = shop.cart();
        long free = shop.cart();
        shop.clock.advance(AGE);
        try (OtherTransaction other = new OtherTransaction(shop)) {
            other.lockCart(locked);

            assertThat(shop.sweep().emptyCarts()).isEqualTo(1);
        }
        assertThat(shop.show(locked).id()).isEqualTo(locked);
        assertThatThrownBy(() -> shop.show(free)).isInstanceOf(NotFoundException.class);
        assertThat(shop.sweep().emptyCarts()).isEqualTo(1);
    }

    @Test
    void batchesGoThroughAllOfThemAndADryRunCountsThem() {
        Variant tee = shop.variant(9);
        for (int i = 0; i < 4; i++) {
            shop.cart();
        }
        shop.cartWith(tee, 1);
        shop.clock.advance(AGE);
        List<Long> progress = new ArrayList<>();

        assertThat(dryRun()).isEqualTo(5);
        SweepResult result = sweeper.sweep(
                SweepOptions.defaults().withBatch(2).reportingTo(soFar -> progress.add(soFar.emptyCarts())));

        assertThat(result.emptyCarts()).isEqualTo(5);
        assertThat(result.batches()).isEqualTo(4);
        assertThat(progress).containsExactly(0L, 2L, 4L, 5L);
        assertThat(dryRun()).isZero();
    }

    @Test
    void aSweepThatPassedManyCartsLeavesTheOthersToTheNextOne() {
        shop.execute("""
                insert into #carts (status, currency, book_token, priced_at, policy, order_id, created_at, updated_at)
                select 'checked_out', 'USD', 1, t.at, 'combine', n, t.at, t.at
                from generate_series(1, %d) as n,
                     (select cast('2020-01-01' as timestamptz) as at) as t""".formatted(EmptyCartStore.PASSED_AT_MOST));
        long behind = shop.cart();
        shop.clock.advance(AGE);

        assertThat(shop.sweep().emptyCarts()).isZero();
        assertThat(shop.sweep().emptyCarts()).isEqualTo(1);
        assertThatThrownBy(() -> shop.show(behind)).isInstanceOf(NotFoundException.class);

        long inFront = shop.cart();
        shop.execute("update #carts set created_at = '2019-01-01', updated_at = '2019-01-01' where id = " + inFront);
        assertThat(shop.sweep().emptyCarts()).isEqualTo(1);
        shop.execute("delete from #carts");
    }

    @Test
    void withoutAnAgeNothingIsDeleted() {
        shop.cart();
        shop.clock.advance(AGE.multipliedBy(100));
        Sweeper keeping = shop.builder().emptyCartAge(null).build().sweeper();

        assertThat(keeping.sweep(SweepOptions.defaults().asDryRun()).emptyCarts())
                .isZero();
        assertThat(keeping.sweep(SweepOptions.defaults()).emptyCarts()).isZero();
        assertThat(shop.count("select count(*) from #carts")).isEqualTo(1);
    }

    @Test
    void anAgeOfLessThanAnHourIsRefused() {
        assertThatThrownBy(() -> shop.builder().emptyCartAge(Duration.ofMinutes(59)))
                .hasMessage("emptyCartAge: PT59M is less than PT1H");
    }

    private long dryRun() {
        return sweeper.sweep(SweepOptions.defaults().asDryRun()).emptyCarts();
    }
}
