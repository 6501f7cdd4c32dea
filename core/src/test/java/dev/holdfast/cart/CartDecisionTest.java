package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.HoldfastException;
import dev.holdfast.Limits;
import dev.holdfast.Patch;
import dev.holdfast.internal.settings.CommandLimits;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.PaperShop;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
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
        paper.variant(1, 10, 5)
                .variant(2, 10, 0)
                .openCart(1)
                .openCart(2)
                .line(1, 1, 1, 4, 60)
                .line(2, 1, 1, 1, -1);
        List<Command<?>> list = List.of(put(1, 1, 6), put(2, 1, 3), put(1, 2, 1), put(9, 1, 50));

        assertThat(paper.demand(1, list)).as("2 more, and 3 anew").isEqualTo(5);
        assertThat(paper.demand(2, list)).isEqualTo(1);
        assertThat(paper.demand(1, List.of(put(1, 1, 1))))
                .as("less is no demand")
                .isZero();
        assertThat(paper.demand(
                        1,
                        IntStream.range(0, 30_000)
                                .<Command<?>>mapToObj(i -> put(2, 1, Limits.QUANTITY))
                                .toList()))
                .as("more than a counter can count")
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void puttingSetsReservesTheDifferenceAndKeepsThePriceOfAHeldItem() {
        paper.variant(1, 10, 2).openCart(1).line(1, 1, 1, 2, 60);

        PutResult more = put(1, 1, 5).decide(paper.shop()).get();
        PutResult less = put(1, 1, 1).decide(paper.shop()).get();

        assertThat(more.created()).isFalse();
        assertThat(more.cart().items().get(0).unitPrice().minor()).isEqualTo(900);
        assertThat(less.cart().items().get(0).quantity()).isEqualTo(1);
        assertThat(less.cart().items().get(0).reservedUntil())
                .as("renewed, up to the maximum age")
                .isEqualTo(PaperShop.NOW.plusSeconds(60).minus(PaperShop.HOLD).plus(Duration.ofMinutes(20)));
        assertThat(paper.movements(1)).containsExactly("reserved3", "released-4");
    }

    @Test
    void anAnswerIsOfTheMomentItWasDecidedWhateverFollows() {
        paper.variant(1, 10, 0).openCart(1);

        var first = put(1, 1, 2).decide(paper.shop());
        put(1, 1, 7).decide(paper.shop());

        assertThat(first.get().cart().items().get(0).quantity()).isEqualTo(2);
    }

    @Test
    void aRefusalChangesNothing() {
        paper.variant(1, 5, 5).variant(2, 5, 0).variant(3, 5, 0).variant(4, 5, 0);
        paper.cart(8, CartStatus.CHECKED_OUT, 1_000L).cart(9, CartStatus.DELETED, null);
        paper.openCart(1).line(1, 1, 1, 2, 60).line(1, 2, 2, 0, 60).taken(1, 3, 3, 1);

        refused("insufficient_stock", put(1, 1, 3));
        refused("cart_full", put(1, 4, 1));
        refused("cart_closed", put(8, 1, 1));
        refused("cart_closed", put(9, 1, 1));
        refused("cart_not_found", put(7, 1, 1));
        refused("variant_not_found", put(1, 99, 1));
        refused("item_not_found", commands.removeItem(1, 9));
        refused("item_not_found", commands.changeItem(1, 9, 1));
        refused("cart_closed", commands.extend(8));
        refused("cart_closed", commands.delete(9));
        refused("cart_closed", commands.change(8, CartChange.none()));
        refused("cart_not_found", commands.delete(7));
    }

    @Test
    void elevenPromoCodesAreTooMany() {
        paper.variant(1, 5, 0).openCart(1);
        List<String> ten = IntStream.range(0, 10).mapToObj(i -> "c" + i).toList();
        commands.change(1, new CartChange(Patch.keep(), Patch.keep(), Patch.set(ten)))
                .decide(paper.shop());

        assertThatThrownBy(
                        () -> commands.put(1, new PutItem(1, 1, "gold", "more")).decide(paper.shop()))
                .hasMessageContaining("promo_code");

        assertThat(paper.shop().cart(1).head().userTier()).isNull();
        assertThat(paper.movements(1)).isEmpty();
        assertThat(commands.put(1, new PutItem(1, 1, null, "C3"))
                        .decide(paper.shop())
                        .get()
                        .cart()
                        .promoCodes())
                .isEqualTo(ten);
    }

    @Test
    void theOldestExpiredItemsAreTakenFirstAndNoMoreThanNeeded() {
        paper.variant(1, 6, 6).openCart(1);
        paper.reclaimable(11, 1, 1, 2, 30).reclaimable(12, 1, 1, 2, 20).reclaimable(13, 1, 1, 2, 10);

        put(1, 1, 3).decide(paper.shop());

        assertThat(paper.shop().cart(11).expired()).hasSize(1);
        assertThat(paper.shop().cart(12).expired()).hasSize(1);
        assertThat(paper.shop().cart(13).expired()).isEmpty();
        assertThat(paper.shop().cart(13).items()).hasSize(1);
        assertThat(paper.movements(1)).containsExactly("expired-2", "expired-2", "reserved3");
    }

    @Test
    void whatIsFreeIsTakenBeforeWhatHasExpired() {
        paper.variant(1, 6, 2).openCart(1).reclaimable(11, 1, 1, 2, 30);

        put(1, 1, 4).decide(paper.shop());

        assertThat(paper.movements(1)).containsExactly("reserved4");
    }

    @Test
    void anItemTakenForOneCommandIsNotThereForTheNext() {
        paper.variant(1, 2, 2).openCart(1).openCart(2).reclaimable(11, 1, 1, 2, 30);

        put(1, 1, 2).decide(paper.shop());

        assertThatThrownBy(() -> put(2, 1, 1).decide(paper.shop()))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isZero());
    }

    @Test
    void aShortageThatRestsOnLockedRowsIsPutOffAndOneBeyondThemIsARefusal() {
        paper.variant(1, 5, 5).openCart(1).skipped(1, 2).reclaimable(11, 1, 1, 1, 5);

        assertThatThrownBy(() -> put(1, 1, 3).decide(paper.shop())).matches(PaperShop::isPutOff);
        assertThatThrownBy(() -> put(1, 1, 4).decide(paper.shop()))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(3));
        assertThat(paper.isUnchanged()).isTrue();
        assertThat(put(1, 1, 1).decide(paper.shop()).get().created()).isTrue();
    }

    @Test
    void ownExpiredItemsAreHeldAnewAtTodaysPriceUnderTheirIds() {
        paper.variant(1, 2, 2).variant(2, 1, 0).openCart(1).line(1, 4, 1, 2, 0).taken(1, 7, 2, 1);

        PutResult expired = put(1, 1, 1).decide(paper.shop()).get();
        PutResult taken = put(1, 2, 1).decide(paper.shop()).get();

        assertThat(expired.itemId()).isEqualTo(4);
        assertThat(expired.created()).isTrue();
        assertThat(taken.itemId()).isEqualTo(7);
        assertThat(taken.cart().expiredItems()).isEmpty();
        assertThat(taken.cart().items()).allMatch(item -> item.unitPrice().minor() == 1_000);
        assertThat(paper.movements(1)).containsExactly("expired-2", "reserved1");
    }

    @Test
    void removingAndDeletingLetGoOfWhatIsHeldAndBookWhatExpired() {
        paper.variant(1, 9, 4).variant(2, 9, 3).openCart(1).openCart(2);
        paper.line(1, 1, 1, 4, 60).line(1, 2, 2, 1, -1).line(2, 1, 2, 2, 60);

        Cart removed = commands.removeItem(1, 2).decide(paper.shop()).get();
        Cart deleted = commands.delete(1).decide(paper.shop()).get();

        assertThat(removed.expiredItems()).isEmpty();
        assertThat(removed.items()).hasSize(1);
        assertThat(deleted.status()).isEqualTo(CartStatus.DELETED);
        assertThat(deleted.items()).isEmpty();
        assertThat(paper.movements(1)).containsExactly("released-4");
        assertThat(paper.movements(2)).containsExactly("expired-1");
        assertThat(paper.shop().stock(StockKey.of(2)).reservedQuantity()).isEqualTo(2);
    }

    @Test
    void extendingRenewsWhatIsHeldUpToTheMaximumAgeAndNothingElse() {
        paper.variant(1, 9, 1).variant(2, 9, 1).openCart(1).line(1, 1, 1, 1, 60).line(1, 2, 2, 1, 0);

        Cart extended = commands.extend(1).decide(paper.shop()).get();

        assertThat(extended.items().get(0).reservedUntil())
                .isEqualTo(PaperShop.NOW.plusSeconds(60).minus(PaperShop.HOLD).plus(Duration.ofMinutes(20)));
        assertThat(extended.expiredItems()).hasSize(1);
        assertThat(extended.updatedAt()).isEqualTo(PaperShop.NOW.minus(PaperShop.HOLD));
        assertThat(paper.movements(1)).isEmpty();
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
        return new CartCommands(new Settings(
                HoldfastBuilder.DEFAULT_CURRENCY,
                new HoldLimits(
                        PaperShop.HOLD,
                        Duration.ofMinutes(20),
                        maxItems,
                        HoldfastBuilder.DEFAULT_MAX_UNITS_PER_CART,
                        null,
                        null),
                new CommandLimits(Duration.ofSeconds(1), 1, 1, 1),
                PricingPolicy.DEFAULT,
                new HoldfastListener() {}));
    }
}
