package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Money;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.PaperShop;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleRevision;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which gifts a cart is given, keeps and loses: two mugs for every three tees. */
@Tag("quick")
class GiftDecisionTest {
    private static final long CART = 71;
    private static final long TEE = 11;
    private static final long MUG = 12;
    private static final String RULE = "MUGS";

    private static final CartCommands commands = new CartCommands(
            PaperShop.settings(new HoldLimits(PaperShop.HOLD, Duration.ofMinutes(40), 2, 1_000, null, null)));

    private final PaperShop paper = shop("");

    private static PaperShop shop(String more) {
        String rule = "{'code': '" + RULE + "', 'discount': {'type': 'gift', 'variant': 12, 'quantity': 2,"
                + " 'buy': {'variants': [11], 'quantity': 3}, 'max_times': 2}" + more + "}";
        return new PaperShop(List.of(rule(rule))).variant(TEE, 90, 20).openCart(CART);
    }

    private static RuleRevision rule(String json) {
        return new RuleRevision(
                PricingRuleJson.read(json.replace('\'', '"'), Currency.getInstance("USD")), 5, PaperShop.NOW, false);
    }

    @Test
    void stockThatIsNotLockedIsAskedForBeforeAnythingIsWritten() {
        Command<PutResult> put = put(TEE, 3);

        assertThatThrownBy(() -> put.decide(paper.shop())).matches(PaperShop::asksForStock);
        assertThat(paper.isUnchanged()).isTrue();
        assertThat(paper.demand(MUG, List.of(put))).isEqualTo(2);

        paper.variant(MUG, 9, 4);
        Cart cart = put.decide(paper.shop()).get().cart();
        assertThat(gifts(cart)).extracting(CartItem::quantity).containsExactly(2);
        assertThat(gifts(cart).get(0).id()).isEqualTo(52);
        assertThat(gifts(cart).get(0).giftRule()).isEqualTo(RULE);
        assertThat(gifts(cart).get(0).reservedUntil()).isEqualTo(PaperShop.NOW.plus(PaperShop.HOLD));
        assertThat(cart.total()).isEqualTo(Money.of("30.00", "USD"));
        assertThat(paper.movements(TEE)).containsExactly("reserved3");
        assertThat(paper.movements(MUG)).containsExactly("reserved2");
    }

    @Test
    void whatDoesNotExistOrIsSoldInAnotherCurrencyIsNotGiven() {
        Command<PutResult> put = put(TEE, 3);
        assertThatThrownBy(() -> put.decide(paper.shop())).matches(PaperShop::asksForStock);
        assertThat(gifts(put.decide(paper.shop()).get().cart())).isEmpty();

        PaperShop other = shop("").variant(MUG, 9, 0, Currency.getInstance("EUR"));
        assertThat(gifts(put(TEE, 3).decide(other.shop()).get().cart())).isEmpty();
        assertThat(other.movements(MUG)).isEmpty();
    }

    @Test
    void ofAnArchivedProductNoMoreIsGivenThanTheCartHolds() {
        paper.archived(MUG, 9, 0);
        assertThat(gifts(put(TEE, 3).decide(paper.shop()).get().cart())).isEmpty();

        PaperShop held = shop("").archived(MUG, 9, 2).line(CART, 31, TEE, 3, 60).gift(CART, 32, MUG, 2, 60, RULE);
        assertThat(gifts(put(TEE, 6).decide(held.shop()).get().cart()))
                .extracting(CartItem::quantity)
                .containsExactly(2);
        assertThat(held.movements(MUG)).isEmpty();
        assertThat(gifts(put(TEE, 2).decide(held.shop()).get().cart())).isEmpty();
        assertThat(held.movements(MUG)).containsExactly("released-2");
    }

    @Test
    void lessThanTheRuleAsksForEarnsNothing() {
        paper.variant(MUG, 9, 0);

        assertThat(gifts(put(TEE, 2).decide(paper.shop()).get().cart())).isEmpty();
        assertThat(gifts(put(TEE, 5).decide(paper.shop()).get().cart()))
                .extracting(CartItem::quantity)
                .containsExactly(2);
        assertThat(gifts(put(TEE, 6).decide(paper.shop()).get().cart()))
                .extracting(CartItem::quantity)
                .containsExactly(4);
        assertThat(gifts(put(TEE, 60).decide(paper.shop()).get().cart()))
                .as("at most twice")
                .extracting(CartItem::quantity)
                .containsExactly(4);
        assertThat(paper.movements(MUG)).containsExactly("reserved2", "reserved2");
    }

    @Test
    void ofAGiftThatIsShortWhatThereIsIsGiven() {
        paper.variant(MUG, 9, 8);
        Command<PutResult> put = put(TEE, 3);

        assertThatThrownBy(() -> put.decide(paper.shop()))
                .as("expired items may make up for it")
                .matches(PaperShop::asksForStock);
        assertThat(gifts(put.decide(paper.shop()).get().cart()))
                .extracting(CartItem::quantity)
                .containsExactly(1);
        assertThat(paper.movements(MUG)).containsExactly("reserved1");
        assertThatThrownBy(() -> put(TEE, 6).decide(paper.shop())).matches(PaperShop::asksForStock);
    }

    @Test
    void noneLeftIsNoGiftAndNoRefusal() {
        paper.variant(MUG, 9, 9);
        Command<PutResult> put = put(TEE, 3);

        assertThatThrownBy(() -> put.decide(paper.shop())).matches(PaperShop::asksForStock);
        Cart cart = put.decide(paper.shop()).get().cart();
        assertThat(gifts(cart)).isEmpty();
        assertThat(cart.items()).extracting(CartItem::id).containsExactly(51);
        assertThat(paper.movements(MUG)).isEmpty();
        assertThat(paper.shop().cart(CART).head().lastItemId())
                .as("no id is spent")
                .isEqualTo(51);
    }

    @Test
    void aGiftIsGivenOfWhatHasExpiredElsewhere() {
        paper.variant(MUG, 9, 9).reclaimable(91, 8, MUG, 1, 30).reclaimable(92, 6, MUG, 4, 20);
        Command<PutResult> put = put(TEE, 3);
        assertThatThrownBy(() -> put.decide(paper.shop())).matches(PaperShop::asksForStock);

        assertThat(gifts(put.decide(paper.shop()).get().cart()))
                .extracting(CartItem::quantity)
                .containsExactly(2);
        assertThat(paper.movements(MUG)).containsExactly("expired-1", "expired-4", "reserved2");
    }

    @Test
    void aGiftThatIsStillDueStaysAsItIsAndEndsWithTheFirstItemThatEarnsIt() {
        paper.variant(MUG, 9, 2).line(CART, 31, TEE, 3, 60).gift(CART, 32, MUG, 2, 60, RULE);

        Cart changed = put(TEE, 4).decide(paper.shop()).get().cart();

        assertThat(gifts(changed)).extracting(CartItem::id).containsExactly(32);
        assertThat(gifts(changed).get(0).reservedUntil())
                .isEqualTo(changed.items().get(0).reservedUntil())
                .isAfter(PaperShop.NOW.plusSeconds(60));
        assertThat(paper.movements(MUG)).isEmpty();
        Cart extended = commands.extend(CART).decide(paper.shop()).get();
        assertThat(gifts(extended)).extracting(CartItem::quantity).containsExactly(2);
        assertThat(paper.movements(MUG)).isEmpty();
    }

    @Test
    void aGiftThatIsNoLongerEarnedIsReleased() {
        paper.variant(MUG, 9, 4).line(CART, 31, TEE, 6, 60).gift(CART, 32, MUG, 4, 60, RULE);

        assertThat(gifts(put(TEE, 5).decide(paper.shop()).get().cart()))
                .extracting(CartItem::quantity)
                .containsExactly(2);
        Cart without = put(TEE, 2).decide(paper.shop()).get().cart();

        assertThat(gifts(without)).isEmpty();
        assertThat(paper.movements(MUG)).containsExactly("released-2", "released-2");
    }

    @Test
    void theStockOfAGiftThatIsToBeReleasedIsAskedForAsWell() {
        PaperShop unlocked = shop("");
        unlocked.variant(MUG, 9, 2).line(CART, 31, TEE, 3, 60).gift(CART, 32, MUG, 2, 60, RULE);
        PaperShop rest = shop("").line(CART, 31, TEE, 3, 60);
        rest.shop().cart(CART).load(unlocked.shop().cart(CART).items().get(32));
        Command<PutResult> put = put(TEE, 1);

        assertThatThrownBy(() -> put.decide(rest.shop())).matches(PaperShop::asksForStock);
        assertThat(rest.isUnchanged()).isTrue();
        assertThat(rest.demand(MUG, List.of(put))).isZero();
    }

    @Test
    void aGiftThatHasExpiredIsGivenAsANewItem() {
        paper.variant(MUG, 9, 2).line(CART, 31, TEE, 3, 60).gift(CART, 32, MUG, 2, -1, RULE);

        Cart again = put(TEE, 3).decide(paper.shop()).get().cart();

        assertThat(gifts(again)).extracting(CartItem::id).containsExactly(51);
        assertThat(again.expiredItems()).isEmpty();
        assertThat(paper.movements(MUG)).containsExactly("expired-2", "reserved2");
    }

    @Test
    void aGiftThatWasDeclinedIsNotGivenAgainUntilItIsEarnedAnew() {
        paper.variant(MUG, 9, 2).line(CART, 31, TEE, 3, 60).gift(CART, 32, MUG, 2, 60, RULE);

        assertThat(gifts(commands.removeItem(CART, 32).decide(paper.shop()).get()))
                .isEmpty();
        assertThat(gifts(put(TEE, 6).decide(paper.shop()).get().cart())).isEmpty();
        assertThat(paper.shop().cart(CART).head().extras().declinedGifts()).containsExactly(RULE);
        put(TEE, 1).decide(paper.shop());
        assertThat(paper.shop().cart(CART).head().extras().declinedGifts()).isEmpty();
        assertThat(gifts(put(TEE, 3).decide(paper.shop()).get().cart())).hasSize(1);
        assertThat(paper.movements(MUG)).containsExactly("released-2", "reserved2");
    }

    @Test
    void aGiftThatWouldCostSomethingIsLeftOut() {
        PaperShop limited = shop(", 'max_discount': '19.99'").variant(MUG, 9, 0);
        assertThat(gifts(put(TEE, 3).decide(limited.shop()).get().cart())).isEmpty();
        assertThat(limited.movements(MUG)).isEmpty();

        PaperShop enough = shop(", 'max_discount': '20.00'").variant(MUG, 9, 0);
        assertThat(gifts(put(TEE, 3).decide(enough.shop()).get().cart())).hasSize(1);
    }

    @Test
    void aCartThatIsExtendedKeepsTheUnitsThatItHolds() {
        // More would cost something.
        PaperShop limited = shop(", 'max_discount': '30.00'")
                .variant(MUG, 9, 1)
                .line(CART, 31, TEE, 6, 60)
                .gift(CART, 32, MUG, 1, 60, RULE);

        assertThat(gifts(commands.extend(CART).decide(limited.shop()).get()))
                .extracting(CartItem::quantity)
                .containsExactly(1);
        assertThat(limited.movements(MUG)).isEmpty();
        assertThat(gifts(put(TEE, 6).decide(limited.shop()).get().cart())).isEmpty();
        assertThat(limited.movements(MUG)).containsExactly("released-1");
    }

    @Test
    void stockThatIsLockedAndJustEnoughIsNotAskedForAgain() {
        paper.variant(MUG, 9, 7).line(CART, 33, MUG, 3, 60);

        // Two are free, and the three that the cart has bought already are no new demand.
        assertThat(gifts(put(TEE, 3).decide(paper.shop()).get().cart()))
                .extracting(CartItem::quantity)
                .containsExactly(2);
    }

    @Test
    void aGiftThatStaysAsItIsNeedsNoStock() {
        PaperShop lender = shop("").variant(MUG, 9, 2).gift(CART, 32, MUG, 2, 60, RULE);
        paper.line(CART, 31, TEE, 3, 60);
        paper.shop().cart(CART).load(lender.shop().cart(CART).items().get(32));

        assertThat(gifts(put(TEE, 4).decide(paper.shop()).get().cart())).hasSize(1);
    }

    @Test
    void theStockOfAGiftThatWouldCostSomethingByNowIsAskedForToBeReleased() {
        PaperShop lender = shop("").variant(MUG, 9, 2).gift(CART, 32, MUG, 2, 60, RULE);
        PaperShop limited = shop(", 'max_discount': '19.99'").line(CART, 31, TEE, 3, 60);
        limited.shop().cart(CART).load(lender.shop().cart(CART).items().get(32));

        assertThatThrownBy(() -> put(TEE, 4).decide(limited.shop())).matches(PaperShop::asksForStock);
        assertThat(limited.isUnchanged()).isTrue();
    }

    @Test
    void ofSeveralGiftsThoseThatCostNothingAreGiven() {
        PaperShop both = new PaperShop(List.of(
                        rule("{'code': 'CAPS', 'max_discount': '9.99', 'discount': {'type': 'gift', 'variant': 13,"
                                + " 'quantity': 1, 'buy': {'variants': [11], 'quantity': 3}, 'max_times': 1}}"),
                        rule("{'code': 'MUGS', 'discount': {'type': 'gift', 'variant': 12, 'quantity': 2,"
                                + " 'buy': {'variants': [11], 'quantity': 3}, 'max_times': 1}}"),
                        rule("{'code': 'PENS', 'max_discount': '9.99', 'discount': {'type': 'gift', 'variant': 14,"
                                + " 'quantity': 1, 'buy': {'variants': [11], 'quantity': 3}, 'max_times': 1}}")))
                .variant(TEE, 90, 20)
                .variant(MUG, 9, 0)
                .variant(13, 9, 0)
                .variant(14, 9, 0)
                .openCart(CART);

        assertThat(gifts(put(TEE, 3).decide(both.shop()).get().cart()))
                .extracting(CartItem::giftRule)
                .containsExactly("MUGS");
        assertThat(both.movements(13)).isEmpty();
        assertThat(both.movements(14)).isEmpty();
    }

    @Test
    void whatIsBoughtComesBeforeWhatIsGiven() {
        paper.variant(MUG, 9, 0).line(CART, 31, TEE, 3, 60);

        Command<PutResult> put = put(MUG, 8);
        assertThatThrownBy(() -> put.decide(paper.shop())).matches(PaperShop::asksForStock);
        Cart both = put.decide(paper.shop()).get().cart();
        assertThat(both.items()).extracting(CartItem::quantity).containsExactlyInAnyOrder(3, 8, 1);
        assertThat(gifts(both)).extracting(CartItem::quantity).containsExactly(1);
        assertThatThrownBy(() -> put(MUG, 10).decide(paper.shop())).isInstanceOf(InsufficientStockException.class);
        assertThat(paper.movements(MUG)).containsExactly("reserved8", "reserved1");
    }

    @Test
    void aGiftTakesNoPlaceInTheCartAndCannotBeChanged() {
        paper.variant(MUG, 9, 2).variant(13, 9, 0).line(CART, 31, TEE, 3, 60).gift(CART, 32, MUG, 2, 60, RULE);

        assertThat(put(13, 4).decide(paper.shop()).get().cart().items()).hasSize(3);
        assertThatExceptionOfType(CartFullException.class)
                .isThrownBy(() -> put(MUG, 1).decide(paper.shop()));
        assertThatExceptionOfType(GiftItemException.class)
                .isThrownBy(() -> commands.changeItem(CART, 32, 4).decide(paper.shop()));
    }

    @Test
    void deletingACartReleasesItsGifts() {
        paper.variant(MUG, 9, 5).line(CART, 31, TEE, 3, 60).gift(CART, 32, MUG, 2, 60, RULE);
        paper.gift(CART, 33, MUG, 3, 0, "OTHER");

        Cart deleted = commands.delete(CART).decide(paper.shop()).get();

        assertThat(deleted.items()).isEmpty();
        assertThat(paper.movements(MUG)).containsExactly("released-2", "expired-3");
    }

    private static List<CartItem> gifts(Cart cart) {
        return cart.items().stream().filter(item -> item.giftRule() != null).toList();
    }

    private static Command<PutResult> put(long variant, int quantity) {
        return commands.put(CART, PutItem.of(variant, quantity));
    }
}
