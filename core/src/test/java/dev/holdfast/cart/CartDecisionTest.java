package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.HoldfastException;
import dev.holdfast.Limits;
import dev.holdfast.Patch;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.PaperShop;
import dev.holdfast.inventory.InsufficientStockException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Decisions on carts, on working sets written by hand. */
@Tag("quick")
class CartDecisionTest {
    private static final CartCommands commands = commands(3);
    private final PaperShop paper = new PaperShop();

    @Test
    void demandIsSummedPerVariantAndCountsWhatACartHoldsAlready() {
        paper.variant(11, 10, 5)
                .variant(12, 10, 0)
                .openCart(71)
                .openCart(72)
                .line(71, 31, 11, 4, 60)
                .line(72, 31, 11, 1, -1);
        List<Command<?>> list = List.of(put(71, 11, 6), put(72, 11, 3), put(71, 12, 1), put(79, 11, 50));

        assertThat(paper.demand(11, list)).as("2 more, and 3 anew").isEqualTo(5);
        assertThat(paper.demand(12, list)).isEqualTo(1);
        assertThat(paper.demand(11, List.of(put(71, 11, 1))))
                .as("less is no demand")
                .isZero();
        assertThat(paper.demand(
                        11,
                        IntStream.range(0, 30_000)
                                .<Command<?>>mapToObj(i -> put(72, 11, Limits.QUANTITY))
                                .toList()))
                .as("more than a counter can count")
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void puttingSetsReservesTheDifferenceAndKeepsThePriceOfAHeldItem() {
        paper.variant(11, 10, 2).openCart(71).line(71, 31, 11, 2, 60);

        PutResult more = put(71, 11, 5).decide(paper.shop()).get();
        PutResult less = put(71, 11, 1).decide(paper.shop()).get();

        assertThat(more.created()).isFalse();
        assertThat(more.cart().items().get(0).unitPrice().minor()).isEqualTo(900);
        assertThat(less.cart().items().get(0).quantity()).isEqualTo(1);
        assertThat(less.cart().items().get(0).reservedUntil())
                .as("renewed, up to the maximum age")
                .isEqualTo(PaperShop.NOW.plusSeconds(60).minus(PaperShop.HOLD).plus(Duration.ofMinutes(20)));
        assertThat(paper.movements(11)).containsExactly("reserved3", "released-4");
    }

    @Test
    void anAnswerIsOfTheMomentItWasDecidedWhateverFollows() {
        paper.variant(11, 10, 0).openCart(71);

        var first = put(71, 11, 2).decide(paper.shop());
        put(71, 11, 7).decide(paper.shop());

        assertThat(first.get().cart().items().get(0).quantity()).isEqualTo(2);
    }

    @Test
    void aRefusalChangesNothing() {
        paper.variant(11, 5, 5).variant(12, 5, 0).variant(13, 5, 0).variant(14, 5, 0);
        paper.cart(78, CartStatus.CHECKED_OUT, 1_000L).cart(79, CartStatus.DELETED, null);
        paper.openCart(71).line(71, 31, 11, 2, 60).line(71, 32, 12, 0, 60).taken(71, 33, 13, 1);

        refused("insufficient_stock", put(71, 11, 3));
        refused("cart_full", put(71, 14, 1));
        refused("cart_closed", put(78, 11, 1));
        refused("cart_closed", put(79, 11, 1));
        refused("cart_not_found", put(77, 11, 1));
        refused("variant_not_found", put(71, 99, 1));
        refused("item_not_found", commands.removeItem(71, 39));
        refused("item_not_found", commands.changeItem(71, 39, 1));
        refused("cart_closed", commands.extend(78));
        refused("cart_closed", commands.delete(79));
        refused("cart_closed", commands.change(78, CartChange.none()));
        refused("cart_not_found", commands.delete(77));
    }

    @Test
    void ofAnArchivedProductACartMayKeepLowerAndRemoveWhatItHolds() {
        paper.archived(11, 9, 2).archived(12, 9, 1).openCart(71).line(71, 31, 11, 2, 60);
        paper.line(71, 32, 12, 1, -1);

        refused("product_not_active", put(71, 11, 3));
        refused("product_not_active", commands.changeItem(71, 31, 3));
        refused("product_not_active", put(71, 12, 1));
        assertThat(paper.movements(11)).isEmpty();

        put(71, 11, 2).decide(paper.shop());
        put(71, 11, 1).decide(paper.shop());
        commands.removeItem(71, 31).decide(paper.shop());
        assertThat(paper.movements(11)).containsExactly("released-1", "released-1");
    }

    @Test
    void elevenPromoCodesAreTooMany() {
        paper.variant(11, 5, 0).openCart(71);
        List<String> ten = IntStream.range(0, 10).mapToObj(i -> "c" + i).toList();
        commands.change(71, new CartChange(Patch.keep(), Patch.keep(), Patch.set(ten)))
                .decide(paper.shop());

        assertThatThrownBy(() ->
                        commands.put(71, new PutItem(11, 1, "gold", "more")).decide(paper.shop()))
                .hasMessageContaining("promo_code");

        assertThat(paper.shop().cart(71).head().userTier()).isNull();
        assertThat(paper.movements(11)).isEmpty();
        assertThat(commands.put(71, new PutItem(11, 1, null, "C3"))
                        .decide(paper.shop())
                        .get()
                        .cart()
                        .promoCodes())
                .isEqualTo(ten);
    }

    @Test
    void theOldestExpiredItemsAreTakenFirstAndNoMoreThanNeeded() {
        paper.variant(11, 6, 6).openCart(71);
        paper.reclaimable(81, 31, 11, 2, 30).reclaimable(82, 31, 11, 2, 20).reclaimable(83, 31, 11, 2, 10);

        put(71, 11, 3).decide(paper.shop());

        assertThat(paper.shop().cart(81).expired()).hasSize(1);
        assertThat(paper.shop().cart(82).expired()).hasSize(1);
        assertThat(paper.shop().cart(83).expired()).isEmpty();
        assertThat(paper.shop().cart(83).items()).hasSize(1);
        assertThat(paper.movements(11)).containsExactly("expired-2", "expired-2", "reserved3");
    }

    @Test
    void whatIsFreeIsTakenBeforeWhatHasExpired() {
        paper.variant(11, 6, 2).openCart(71).reclaimable(81, 31, 11, 2, 30);

        put(71, 11, 4).decide(paper.shop());

        assertThat(paper.movements(11)).containsExactly("reserved4");
    }

    @Test
    void anItemTakenForOneCommandIsNotThereForTheNext() {
        paper.variant(11, 2, 2).openCart(71).openCart(72).reclaimable(81, 31, 11, 2, 30);

        put(71, 11, 2).decide(paper.shop());

        assertThatThrownBy(() -> put(72, 11, 1).decide(paper.shop()))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isZero());
    }

    @Test
    void aShortageThatRestsOnLockedRowsIsPutOffAndOneBeyondThemIsARefusal() {
        paper.variant(11, 5, 5).openCart(71).skipped(11, 2).reclaimable(81, 31, 11, 1, 5);

        assertThatThrownBy(() -> put(71, 11, 3).decide(paper.shop())).matches(PaperShop::isPutOff);
        assertThatThrownBy(() -> put(71, 11, 4).decide(paper.shop()))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(3));
        assertThat(paper.isUnchanged()).isTrue();
        assertThat(put(71, 11, 1).decide(paper.shop()).get().created()).isTrue();
    }

    @Test
    void ownExpiredItemsAreHeldAnewAtTodaysPriceUnderTheirIds() {
        paper.variant(11, 2, 2)
                .variant(12, 1, 0)
                .openCart(71)
                .line(71, 34, 11, 2, 0)
                .taken(71, 37, 12, 1);

        PutResult expired = put(71, 11, 1).decide(paper.shop()).get();
        PutResult taken = put(71, 12, 1).decide(paper.shop()).get();

        assertThat(expired.itemId()).isEqualTo(34);
        assertThat(expired.created()).isTrue();
        assertThat(taken.itemId()).isEqualTo(37);
        assertThat(taken.cart().expiredItems()).isEmpty();
        assertThat(taken.cart().items()).allMatch(item -> item.unitPrice().minor() == 1_000);
        assertThat(paper.movements(11)).containsExactly("expired-2", "reserved1");
    }

    @Test
    void anOwnExpiredItemIsBookedEvenWhereThereIsEnough() {
        paper.variant(11, 9, 2).openCart(71).line(71, 34, 11, 2, 0);

        put(71, 11, 3).decide(paper.shop());

        assertThat(paper.movements(11)).containsExactly("expired-2", "reserved3");
        assertThat(paper.shop().stock(StockKey.of(11)).reservedQuantity()).isEqualTo(3);
    }

    @Test
    void removingAndDeletingLetGoOfWhatIsHeldAndBookWhatExpired() {
        paper.variant(11, 9, 4).variant(12, 9, 3).openCart(71).openCart(72);
        paper.line(71, 31, 11, 4, 60).line(71, 32, 12, 1, -1).line(72, 31, 12, 2, 60);

        Cart removed = commands.removeItem(71, 32).decide(paper.shop()).get();
        Cart deleted = commands.delete(71).decide(paper.shop()).get();

        assertThat(removed.expiredItems()).isEmpty();
        assertThat(removed.items()).hasSize(1);
        assertThat(deleted.status()).isEqualTo(CartStatus.DELETED);
        assertThat(deleted.items()).isEmpty();
        assertThat(paper.movements(11)).containsExactly("released-4");
        assertThat(paper.movements(12)).containsExactly("expired-1");
        assertThat(paper.shop().stock(StockKey.of(12)).reservedQuantity()).isEqualTo(2);
    }

    @Test
    void extendingRenewsWhatIsHeldUpToTheMaximumAgeAndNothingElse() {
        paper.variant(11, 9, 1)
                .variant(12, 9, 1)
                .openCart(71)
                .line(71, 31, 11, 1, 60)
                .line(71, 32, 12, 1, 0);

        Cart extended = commands.extend(71).decide(paper.shop()).get();

        assertThat(extended.items().get(0).reservedUntil())
                .isEqualTo(PaperShop.NOW.plusSeconds(60).minus(PaperShop.HOLD).plus(Duration.ofMinutes(20)));
        assertThat(extended.expiredItems()).hasSize(1);
        assertThat(extended.updatedAt()).isEqualTo(PaperShop.NOW.minus(PaperShop.HOLD));
        assertThat(paper.movements(11)).isEmpty();
    }

    private void refused(String code, Command<?> command) {
        assertThatThrownBy(() -> command.decide(paper.shop()))
                .isInstanceOfSatisfying(
                        HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(paper.isUnchanged()).as("after " + code).isTrue();
    }

    private static Command<PutResult> put(long cart, long variant, int quantity) {
        return commands.put(cart, PutItem.of(variant, quantity));
    }

    private static CartCommands commands(int maxItems) {
        return new CartCommands(PaperShop.settings(new HoldLimits(
                PaperShop.HOLD,
                Duration.ofMinutes(20),
                maxItems,
                HoldfastBuilder.DEFAULT_MAX_UNITS_PER_CART,
                null,
                null)));
    }
}
