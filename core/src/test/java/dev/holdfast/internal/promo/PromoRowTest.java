package dev.holdfast.internal.promo;

import static dev.holdfast.internal.promo.PromoUse.Holder.cart;
import static dev.holdfast.internal.promo.PromoUse.Holder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of the counts and uses of one code, written by hand. */
@Tag("quick")
class PromoRowTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(15));
    private static final Instant EARLIER = NOW.minusSeconds(1);
    private static final long CODE = 31;

    // Counts that all differ, so that none can stand for another.
    private static final PromoRow.Counts COUNTS = new PromoRow.Counts(4, 11, 900, 7_000);

    @Test
    void aUseIsCountedOnceAndItsAmountAsItIsNow() {
        PromoRow row = budgeted(null, 100_000L);

        row.hold(71, held("ann", 300, LATER), NOW);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(5, 11, 1_200, 7_000));
        row.hold(71, held("ann", 250, LATER), NOW);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(5, 11, 1_150, 7_000));
        row.hold(72, held("bob", 40, LATER), NOW);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(6, 11, 1_190, 7_000));

        row.release(71);
        row.release(71);
        row.release(99);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(5, 11, 940, 7_000));
        assertThat(row.isChanged()).isTrue();
        assertThat(written(row)).containsExactly(cart(72));
        assertThat(row.removed()).as("never stored").isEmpty();
        assertThat(row.columns().id()).isEqualTo(CODE);
        assertThat(row.loadedVersion()).isEqualTo(55);
    }

    @Test
    void aClaimMovesTheUseAndCountsTheDiscountThatWasGranted() {
        PromoRow row = budgeted(null, 100_000L);
        row.load(cart(71), held(null, 300, LATER));

        row.claim(71, "ann", 280, 1_001, NOW);

        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(3, 12, 600, 7_280));
        assertThat(row.uses()).containsOnly(Map.entry(order(1_001), new PromoUse("ann", 280, LATER, 1_001L)));
        assertThat(written(row)).containsExactly(order(1_001));
        assertThat(removed(row)).containsExactly(cart(71));
        row.release(71);
        assertThat(row.counts()).as("claimed for good").isEqualTo(new PromoRow.Counts(3, 12, 600, 7_280));
        assertThatIllegalStateException().isThrownBy(() -> row.claim(71, "ann", 280, 1_002, NOW));
        assertThatIllegalStateException()
                .isThrownBy(() -> row.claim(72, "ann", 280, 1_002, NOW))
                .withMessageContaining("cart 72");
    }

    /** Both orders have a placeholder for a number that is not drawn yet. */
    @Test
    void aCartThatGoesOnHoldsTheCodeAgainAndEachOfItsOrdersClaimsAUse() {
        PromoRow row = row(true, 17L, 3L, 100_000L, COUNTS, PromoRow.Expired.NONE);
        row.load(cart(2), held("ann", 300, LATER));
        row.claim(2, "ann", 280, -1, NOW);

        assertThat(row.supply(2, null, "ann", NOW).held()).isNull();
        assertThat(row.supply(2, null, "ann", NOW).userUsesLeft()).isEqualTo(2);
        assertThat(row.supply(2, -1L, "ann", NOW).userUsesLeft())
                .as("of the cart that it was")
                .isEqualTo(3);
        row.hold(2, held("ann", 50, LATER), NOW);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(4, 12, 650, 7_280));
        row.claim(2, "ann", 50, -2, NOW);
        row.hold(2, held("ann", 70, LATER), NOW);

        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(4, 13, 670, 7_330));
        assertThat(row.uses())
                .containsOnly(
                        Map.entry(order(-1), new PromoUse("ann", 280, LATER, -1L)),
                        Map.entry(order(-2), new PromoUse("ann", 50, LATER, -2L)),
                        Map.entry(cart(2), held("ann", 70, LATER)));
        assertThat(written(row)).containsExactlyInAnyOrder(order(-1), order(-2), cart(2));
        assertThat(removed(row)).as("the row of the cart is written anew").isEmpty();
        assertThat(row.supply(2, null, "ann", NOW).userUsesLeft()).isEqualTo(1);
    }

    @Test
    void aClaimInTheRowOfItsCartIsAsGoodAsAny() {
        PromoRow row = row(true, 16L, null, 100_000L, COUNTS, PromoRow.Expired.NONE);
        PromoUse claim = new PromoUse("ann", 280, EARLIER, 1_001L);
        row.load(cart(71), claim);

        assertThat(row.claimed(71, 1_001)).isEqualTo(claim);
        assertThat(row.claimed(71, 1_002)).isNull();
        assertThat(row.supply(71, null, "ann", NOW).held())
                .as("nothing is held")
                .isNull();
        row.renew(71, LATER, NOW);
        row.release(71);
        assertThat(row.written()).isEmpty();
        assertThat(row.removed()).isEmpty();

        row.hold(71, held("ann", 40, LATER), NOW);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(5, 11, 940, 7_000));
        assertThat(row.uses())
                .containsOnly(Map.entry(cart(71), held("ann", 40, LATER)), Map.entry(order(1_001), claim));
        assertThat(written(row)).containsExactlyInAnyOrder(cart(71), order(1_001));
        assertThat(row.removed()).isEmpty();
        assertThat(row.unclaim(71, 1_001)).isTrue();
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(5, 10, 940, 6_720));
        assertThat(row.unclaim(71, 1_001)).isFalse();
    }

    @Test
    void eachOrderGivesBackItsOwnUse() {
        PromoRow row = budgeted(null, 100_000L);
        row.load(cart(71), new PromoUse("ann", 280, EARLIER, 1_001L));
        row.load(order(1_002), new PromoUse("ann", 70, EARLIER, 1_002L));
        row.load(order(71), new PromoUse("bob", 9, EARLIER, 71L));

        assertThat(row.unclaim(71, 1_002)).isTrue();
        assertThat(removed(row)).containsExactly(order(1_002));
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(4, 10, 900, 6_930));
        assertThat(row.unclaim(71, 1_001)).isTrue();
        assertThat(row.unclaim(71, 1_003)).isFalse();
        assertThat(removed(row)).containsExactlyInAnyOrder(cart(71), order(1_002));
        assertThat(row.uses()).as("of the order with the number of the cart").containsOnlyKeys(order(71));
    }

    @Test
    void anOrderIsNegativeInItsColumn() {
        assertThat(cart(7).column()).isEqualTo(7);
        assertThat(order(7).column()).isEqualTo(-7);
        assertThat(PromoUse.Holder.of(7)).isEqualTo(cart(7));
        assertThat(PromoUse.Holder.of(-7)).isEqualTo(order(7));
        assertThat(cart(7).cartId()).isEqualTo(7);
        assertThat(order(7).cartId()).isNull();
    }

    @Test
    void aCodeWithoutLimitsKeepsItsUsesAndCountsNothing() {
        PromoRow row = row(false, null, null, null, new PromoRow.Counts(0, 0, 0, 0), PromoRow.Expired.NONE);
        row.load(cart(70), held(null, 10, LATER));

        row.hold(71, held(null, 300, LATER), NOW);
        row.hold(72, held(null, 300, LATER), NOW);
        row.claim(71, null, 280, 1_001, NOW);
        row.release(70);

        assertThat(row.isChanged()).isFalse();
        assertThat(written(row)).containsExactlyInAnyOrder(order(1_001), cart(72));
        assertThat(removed(row)).containsExactly(cart(70));
    }

    @Test
    void amountsCountOnlyWhereThereIsABudget() {
        PromoRow row = row(true, 100L, null, null, new PromoRow.Counts(4, 11, 0, 0), PromoRow.Expired.NONE);

        row.hold(71, held(null, 300, LATER), NOW);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(5, 11, 0, 0));
        row.claim(71, null, 300, 1_001, NOW);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(4, 12, 0, 0));
    }

    @Test
    void whatIsStoredAsItIsIsNotWritten() {
        PromoRow row = budgeted(null, 100_000L);
        row.load(cart(71), held("ann", 300, NOW.plusSeconds(60)));
        row.load(cart(72), held("bob", 100, NOW.plusSeconds(60)));

        row.hold(71, held("ann", 300, NOW.plusSeconds(60)), NOW);
        assertThat(row.written()).isEmpty();
        assertThat(row.isChanged()).isFalse();

        row.renew(72, LATER, NOW);
        row.renew(99, LATER, NOW);
        assertThat(row.written().map(PromoRow.OfCode::written)).containsExactly(held("bob", 100, LATER));
        assertThat(row.isChanged()).isFalse();
        assertThat(row.uses()).containsOnlyKeys(cart(71), cart(72));
    }

    @Test
    void expiredHoldsOfOthersAreLeftWhereThereIsRoom() {
        PromoRow row = limited(16L, new PromoRow.Expired(List.of(cart(81), cart(82), cart(83)), 120));

        row.hold(71, held(null, 300, LATER), NOW);

        assertThat(row.counts().heldUses()).isEqualTo(5);
        assertThat(row.removed()).isEmpty();
    }

    @Test
    void expiredHoldsOfOthersMakeRoom() {
        PromoRow row = limited(15L, new PromoRow.Expired(List.of(cart(81), cart(82), cart(83)), 120));

        row.hold(71, held(null, 300, LATER), NOW);

        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(2, 11, 1_080, 7_000));
        assertThat(removed(row)).containsExactly(cart(81), cart(82), cart(83));
        assertThat(row.removed().map(PromoRow.OfCode::codeId)).containsOnly(CODE);
        row.hold(72, held(null, 100, LATER), NOW);
        assertThat(row.counts().heldUses()).as("only once").isEqualTo(3);
        assertThat(row.supply(73, null, null, NOW).usesLeft()).isEqualTo(15 - 3 - 11);
    }

    @Test
    void expiredHoldsOfOthersMakeRoomInTheBudget() {
        PromoRow row = row(true, null, null, 8_000L, COUNTS, new PromoRow.Expired(List.of(cart(81)), 120));

        row.hold(71, held(null, 100, LATER), NOW);
        assertThat(row.counts()).as("8,000 are not too many").isEqualTo(new PromoRow.Counts(5, 11, 1_000, 7_000));
        row.hold(72, held(null, 1, LATER), NOW);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(5, 11, 881, 7_000));
    }

    @Test
    void aHundredExpiredHoldsAreRemovedInAnyCase() {
        for (int expired : new int[] {99, 100}) {
            List<PromoUse.Holder> carts = LongStream.range(1_000, 1_000 + expired)
                    .mapToObj(PromoUse.Holder::cart)
                    .toList();
            PromoRow row =
                    row(true, 1_000L, null, null, new PromoRow.Counts(200, 11, 0, 0), new PromoRow.Expired(carts, 0));

            row.hold(71, held(null, 300, LATER), NOW);

            assertThat(row.removed()).hasSize(expired == 100 ? 100 : 0);
            assertThat(row.counts().heldUses()).isEqualTo(expired == 100 ? 101 : 201);
        }
    }

    @Test
    void anExpiredHoldOfACartOfTheListMakesRoomForAnother() {
        PromoRow row = limited(15L, PromoRow.Expired.NONE);
        row.load(cart(70), held(null, 10, EARLIER));
        row.load(cart(71), held(null, 20, NOW));
        row.load(cart(72), held(null, 30, LATER));

        row.hold(73, held(null, 40, LATER), NOW);

        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(3, 11, 910, 7_000));
        assertThat(removed(row)).containsExactly(cart(70), cart(71));
    }

    @Test
    void theOwnExpiredHoldIsHeldAnew() {
        PromoRow row = limited(15L, PromoRow.Expired.NONE);
        row.load(cart(70), held(null, 10, EARLIER));

        row.hold(70, held(null, 40, LATER), NOW);

        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(4, 11, 930, 7_000));
        assertThat(row.removed()).isEmpty();
        assertThat(written(row)).containsExactly(cart(70));
    }

    @Test
    void whatWouldBeOverdrawnIsAnError() {
        PromoRow uses = limited(15L, PromoRow.Expired.NONE);
        assertThatIllegalStateException()
                .isThrownBy(() -> uses.hold(71, held(null, 1, LATER), NOW))
                .withMessageContaining("overdrawn");
        PromoRow budget = budgeted(null, 7_900L);
        assertThatIllegalStateException().isThrownBy(() -> budget.hold(71, held(null, 1, LATER), NOW));
        PromoRow negative = row(
                true,
                100L,
                null,
                10_000L,
                new PromoRow.Counts(0, 1, 50, 60),
                new PromoRow.Expired(List.of(cart(81)), 0));
        negative.load(cart(71), held(null, 60, LATER));
        assertThatIllegalStateException().isThrownBy(() -> negative.claim(71, null, 60, 1_001, NOW));
    }

    @Test
    void anOrderWhosePaymentIsAwaitedOnlyHoldsItsUse() {
        PromoRow row = row(true, 20L, null, 10_000L, new PromoRow.Counts(1, 0, 50, 0), PromoRow.Expired.NONE);
        row.load(cart(71), held("ann", 50, EARLIER));
        row.claim(71, "ann", 40, 1_001, NOW);

        row.await(1_001, LATER);

        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(1, 0, 40, 0));
        assertThat(row.uses()).containsExactly(Map.entry(PromoUse.Holder.order(1_001), held("ann", 40, LATER)));
        row.await(1_001, LATER);
        assertThat(row.counts()).as("only once").isEqualTo(new PromoRow.Counts(1, 0, 40, 0));
        row.await(1_001, null);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(0, 1, 0, 40));
        row.await(1_001, null);
        row.await(1_002, null);
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(0, 1, 0, 40));
        row.await(1_001, LATER);
        assertThat(row.unclaim(71, 1_001)).isTrue();
        assertThat(row.counts()).isEqualTo(new PromoRow.Counts(0, 0, 0, 0));
    }

    @Test
    void whatAnOverdueOrderHeldMakesRoom() {
        PromoRow row = row(true, 1L, null, null, new PromoRow.Counts(1, 0, 0, 0), PromoRow.Expired.NONE);
        row.load(PromoUse.Holder.order(1_001), held("ann", 40, EARLIER));

        row.hold(1_001, held("bob", 10, LATER), NOW);

        assertThat(row.counts().heldUses()).isEqualTo(1);
        assertThat(row.uses()).containsOnlyKeys(cart(1_001));
    }

    @Test
    void whatIsLeftToACartIsWithoutItsOwnUseAndWithoutWhatHasExpired() {
        PromoRow row = row(true, 20L, 3L, 10_000L, COUNTS, new PromoRow.Expired(List.of(cart(81)), 120));
        row.loadUsesOfOthers("ann", 1);
        row.load(cart(70), held("ann", 10, EARLIER));
        row.load(cart(71), held("ann", 20, LATER));
        row.load(cart(72), held("ann", 30, LATER));
        row.load(cart(73), new PromoUse("ann", 40, EARLIER, 1_001L));

        // Of the 4 held: one expired elsewhere, one here, and the cart's own.
        PromoSupply supply = row.supply(71, null, "ann", NOW);
        assertThat(supply.usesLeft()).isEqualTo(20 - (4 - 3) - 11);
        assertThat(supply.amountLeft()).isEqualTo(10_000 - (900 - 120 - 10 - 20) - 7_000);
        assertThat(supply.userUsesLeft()).as("72, 73, and one elsewhere").isZero();
        assertThat(supply.held()).isEqualTo(held("ann", 20, LATER));

        PromoSupply another = row.supply(70, null, "ANN", NOW);
        assertThat(another.usesLeft()).isEqualTo(20 - (4 - 2) - 11);
        assertThat(another.userUsesLeft()).isEqualTo(3);
        assertThat(another.held()).as("expired").isNull();
        assertThat(row.supply(74, null, null, NOW).userUsesLeft()).isNull();
        assertThat(row.supply(73, 1_001L, "ann", NOW).held()).as("claimed").isNotNull();
        assertThat(row.supply(73, 1_001L, "ann", NOW).usesLeft())
                .as("a claim is nobody's to give back")
                .isEqualTo(20 - 2 - 11);
    }

    private static PromoRow limited(@Nullable Long maxUses, PromoRow.Expired expired) {
        return row(true, maxUses, null, 100_000L, COUNTS, expired);
    }

    private static PromoRow budgeted(@Nullable Long maxUses, Long budget) {
        return row(true, maxUses, null, budget, COUNTS, PromoRow.Expired.NONE);
    }

    private static PromoRow row(
            boolean counted,
            @Nullable Long maxUses,
            @Nullable Long perUser,
            @Nullable Long budget,
            PromoRow.Counts counts,
            PromoRow.Expired expired) {
        Currency currency = budget == null ? null : Currency.getInstance("USD");
        PromoRow.Columns columns =
                new PromoRow.Columns(CODE, "Code", "RULE", counted, maxUses, perUser, budget, currency, true);
        return new PromoRow(columns, 55, counts, expired);
    }

    private static PromoUse held(@Nullable String user, long amount, Instant until) {
        return new PromoUse(user, amount, until, null);
    }

    private static List<PromoUse.Holder> written(PromoRow row) {
        return row.written().map(PromoRow.OfCode::holder).toList();
    }

    private static List<PromoUse.Holder> removed(PromoRow row) {
        return row.removed().map(PromoRow.OfCode::holder).toList();
    }
}
