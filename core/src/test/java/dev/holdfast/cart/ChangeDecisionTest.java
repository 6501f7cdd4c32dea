package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Patch;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.PaperShop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Decisions on charges, attributes and buyers, on carts written by hand. */
@Tag("quick")
class ChangeDecisionTest {
    private static final long CART = 71;
    private static final CartCommands commands = new CartCommands(
            PaperShop.settings(new HoldLimits(PaperShop.HOLD, Duration.ofMinutes(20), 5, 20, null, null)));

    private final PaperShop paper = new PaperShop().variant(11, 90, 30).variant(12, 90, 20);

    @Test
    void aChargeIsSetReplacedAndRemoved() {
        paper.openCart(CART).line(CART, 31, 11, 2, 60);

        Cart set = commands.setCharge(CART, charge("shipping", "4.90"))
                .decide(paper.shop())
                .get();
        assertThat(set.total()).isEqualTo(usd("22.90"));
        commands.setCharge(CART, charge("wrapping", "1.00")).decide(paper.shop());
        Cart replaced = commands.setCharge(CART, charge("shipping", "3.00"))
                .decide(paper.shop())
                .get();
        assertThat(replaced.charges()).extracting(CartCharge::code).containsExactly("shipping", "wrapping");
        assertThat(replaced.total()).isEqualTo(usd("22.00"));

        Cart removed =
                commands.removeCharge(CART, "shipping").decide(paper.shop()).get();
        assertThat(removed.total()).isEqualTo(usd("19.00"));
        assertThat(removed.updatedAt()).isEqualTo(PaperShop.NOW);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> commands.removeCharge(CART, "shipping").decide(paper.shop()));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> commands.removeCharge(CART, "WRAPPING").decide(paper.shop()));
    }

    @Test
    void aChargeOfAnotherCurrencyOrOneTooManyIsRefused() {
        paper.openCart(CART);
        assertThatExceptionOfType(CurrencyMismatchException.class)
                .isThrownBy(() -> commands.setCharge(CART, NewCharge.of("vat", Money.of("1.00", "EUR")))
                        .decide(paper.shop()));
        assertThat(paper.isUnchanged()).isTrue();

        for (int i = 1; i <= Limits.CHARGES; i++) {
            commands.setCharge(CART, charge("charge-" + i, "0.10")).decide(paper.shop());
        }
        assertThatExceptionOfType(TooManyChargesException.class)
                .isThrownBy(
                        () -> commands.setCharge(CART, charge("more", "0.10")).decide(paper.shop()));
        assertThat(commands.setCharge(CART, charge("charge-7", "0.20"))
                        .decide(paper.shop())
                        .get()
                        .charges())
                .as("one that is there can be replaced")
                .hasSize(Limits.CHARGES);
    }

    @Test
    void attributesAreMergedNameByNameUnlessAllAreGivenUp() {
        paper.openCart(CART);

        assertThat(attributes(Map.of("channel", "web", "region", "north")))
                .containsExactly(Map.entry("channel", "web"), Map.entry("region", "north"));
        Map<String, @Nullable String> change = new HashMap<>(Map.of("channel", "shop", "age", "18"));
        change.put("region", null);
        change.put("never", null);
        assertThat(attributes(change)).containsExactly(Map.entry("age", "18"), Map.entry("channel", "shop"));
        assertThat(commands.change(CART, CartChange.none())
                        .decide(paper.shop())
                        .get()
                        .attributes())
                .hasSize(2);
        assertThat(attributes(null)).isEmpty();
    }

    @Test
    void theLimitOfAttributesIsThatOfTheResult() {
        paper.openCart(CART);
        Map<String, @Nullable String> most = new TreeMap<>();
        for (int i = 1; i <= Limits.ATTRIBUTES; i++) {
            most.put("name-" + i, "value");
        }
        assertThat(attributes(most)).hasSize(Limits.ATTRIBUTES);

        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> attributes(Map.of("more", "value")));
        Map<String, @Nullable String> instead = new HashMap<>(Map.of("more", "value"));
        instead.put("name-1", null);
        assertThat(attributes(instead)).hasSize(Limits.ATTRIBUTES).containsKey("more");
    }

    @Test
    void aChangeKeepsWhatItDoesNotName() {
        paper.openCart(CART, "ann").line(CART, 31, 11, 2, 60);
        commands.change(CART, new CartChange(Patch.keep(), Patch.set("gold"), Patch.set(List.of("Spring"))))
                .decide(paper.shop());

        Cart kept =
                commands.change(CART, CartChange.none()).decide(paper.shop()).get();

        assertThat(kept.userId()).isEqualTo("ann");
        assertThat(kept.userTier()).isEqualTo("gold");
        assertThat(kept.promoCodes()).containsExactly("Spring");
        Cart put = commands.put(CART, new PutItem(11, 3, null, "summer"))
                .decide(paper.shop())
                .get()
                .cart();
        assertThat(put.userTier()).isEqualTo("gold");
        assertThat(put.promoCodes()).containsExactly("Spring", "summer");
        Cart other = commands.put(CART, new PutItem(11, 3, "silver", "SUMMER"))
                .decide(paper.shop())
                .get()
                .cart();
        assertThat(other.userTier()).isEqualTo("silver");
        assertThat(other.promoCodes()).containsExactly("Spring", "summer");
        Cart emptied = commands.change(CART, new CartChange(Patch.set(null), Patch.set(null), Patch.set(null)))
                .decide(paper.shop())
                .get();
        assertThat(emptied.userId()).isNull();
        assertThat(emptied.userTier()).isNull();
        assertThat(emptied.promoCodes()).isEmpty();
        assertThat(emptied.items()).hasSize(1);
    }

    @Test
    void aCartThatIsGivenUpHasNothingLeft() {
        paper.openCart(CART).line(CART, 31, 11, 2, 60).line(CART, 32, 12, 3, 0).taken(CART, 33, 12, 4);
        commands.setCharge(CART, charge("shipping", "4.90")).decide(paper.shop());

        Cart deleted = commands.delete(CART).decide(paper.shop()).get();

        assertThat(deleted.items()).isEmpty();
        assertThat(deleted.expiredItems()).isEmpty();
        assertThat(deleted.charges()).isEmpty();
        assertThat(deleted.total()).isEqualTo(usd("0.00"));
        assertThat(deleted.updatedAt()).isEqualTo(PaperShop.NOW);
        assertThat(paper.movements(11)).containsExactly("released-2");
        assertThat(paper.movements(12)).containsExactly("expired-3");
        assertThatExceptionOfType(CartClosedException.class)
                .isThrownBy(
                        () -> commands.setCharge(CART, charge("late", "1.00")).decide(paper.shop()));
        assertThatExceptionOfType(CartClosedException.class)
                .isThrownBy(() -> commands.removeCharge(CART, "shipping").decide(paper.shop()));
    }

    @Test
    void anItemThatHasExpiredIsChangedAndRemovedUnderItsId() {
        paper.openCart(CART).line(CART, 31, 11, 2, 0).taken(CART, 33, 12, 4);

        Cart changed = commands.changeItem(CART, 33, 6).decide(paper.shop()).get();
        assertThat(changed.items()).extracting(CartItem::id).containsExactly(33);
        assertThat(changed.items().get(0).quantity()).isEqualTo(6);
        Cart removed = commands.removeItem(CART, 31).decide(paper.shop()).get();
        assertThat(removed.expiredItems()).isEmpty();
        assertThat(paper.movements(11)).containsExactly("expired-2");
        assertThat(paper.movements(12)).containsExactly("reserved6");
    }

    @Test
    void putsOfOneVariantAndChangesOfOneCartAreCombined() {
        assertThat(commands.put(CART, PutItem.of(11, 1)).lane()).isEqualTo(11);
        for (Command<?> command : List.of(
                commands.changeItem(CART, 31, 1),
                commands.removeItem(CART, 31),
                commands.extend(CART),
                commands.change(CART, CartChange.none()),
                commands.setCharge(CART, charge("shipping", "1.00")),
                commands.removeCharge(CART, "shipping"),
                commands.delete(CART))) {
            assertThat(command.lane()).as(command.name()).isEqualTo(CART);
        }
        assertThat(commands.delete(CART).name()).isEqualTo("delete_cart");
        assertThat(commands.put(CART, PutItem.of(11, 1)).name()).isEqualTo("put_item");
    }

    private Map<String, String> attributes(@Nullable Map<String, @Nullable String> change) {
        return commands.change(CART, new CartChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(change)))
                .decide(paper.shop())
                .get()
                .attributes();
    }

    private static NewCharge charge(String code, String amount) {
        return NewCharge.of(code, usd(amount));
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
