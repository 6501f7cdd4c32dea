package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Patch;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.work.PaperShop;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much carts and users can hold, on carts written by hand: at the limit, and one beyond it. */
@Tag("quick")
class LimitsDecisionTest {
    private static final long CART = 71;
    private static final CartCommands commands = commands(null, null);

    private final PaperShop paper = new PaperShop().variant(11, 90, 30).variant(12, 90, 20);

    @Test
    void aCartHoldsAsManyUnitsAsItsLimitAndNotOneMore() {
        paper.openCart(CART).line(CART, 31, 11, 4, 60).line(CART, 32, 12, 9, 0);

        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> commands.put(CART, PutItem.of(12, 17)).decide(paper.shop()))
                .satisfies(e -> assertThat(e.facts())
                        .containsAllEntriesOf(
                                Map.of("scope", "cart", "counted", "units", "held", 4L, "requested", 17, "limit", 20)));
        assertThat(commands.put(CART, PutItem.of(12, 16))
                        .decide(paper.shop())
                        .get()
                        .cart()
                        .items())
                .hasSize(2);
        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> commands.changeItem(CART, 31, 5).decide(paper.shop()));
        assertThat(commands.changeItem(CART, 31, 3).decide(paper.shop()).get().items())
                .hasSize(2);
    }

    @Test
    void whatIsAboveALimitCanBeLoweredAndKept() {
        paper.openCart(CART).line(CART, 31, 11, 25, 60);

        assertThat(commands.put(CART, PutItem.of(11, 25))
                        .decide(paper.shop())
                        .get()
                        .created())
                .isFalse();
        commands.put(CART, PutItem.of(11, 24)).decide(paper.shop());
        commands.extend(CART).decide(paper.shop());
        assertThat(paper.movements(11)).containsExactly("released-1");
    }

    @Test
    void aUserHoldsAsMuchAsTheLimitsOverAllCartsAndNothingMore() {
        CartCommands strict = commands(4, 15);
        paper.openCart(CART, "ann").openCart(72, "ann").openCart(73, "ANN").heldElsewhere("ann", 1, 5);
        paper.heldElsewhere("ANN", 0, 0);
        paper.line(CART, 31, 11, 4, 60)
                .line(72, 41, 12, 2, 60)
                .line(72, 42, 11, 7, -1)
                .line(73, 51, 12, 8, 60);

        // 5 elsewhere, 4 here, 2 in the other cart; what has expired and what ANN holds do not count.
        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.put(CART, PutItem.of(11, 9)).decide(paper.shop()))
                .satisfies(e -> assertThat(e.facts())
                        .containsAllEntriesOf(
                                Map.of("scope", "user", "counted", "units", "held", 11L, "requested", 5, "limit", 15)));
        assertThat(strict.put(CART, PutItem.of(11, 8))
                        .decide(paper.shop())
                        .get()
                        .created())
                .isFalse();
        strict.put(CART, PutItem.of(11, 3)).decide(paper.shop());
        assertThat(strict.put(CART, PutItem.of(12, 1))
                        .decide(paper.shop())
                        .get()
                        .created())
                .as("the fourth item")
                .isTrue();
        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.put(72, PutItem.of(11, 1)).decide(paper.shop()))
                .satisfies(e -> assertThat(e.facts()).containsAllEntriesOf(Map.of("counted", "items", "held", 4L)));
        assertThat(strict.put(73, PutItem.of(11, 7)).decide(paper.shop()).get().created())
                .isTrue();
    }

    @Test
    void aCartIsGivenToAUserWhoHasRoomForAllOfIt() {
        CartCommands strict = commands(3, 15);
        paper.openCart(CART).openCart(72).openCart(74).heldElsewhere("ann", 2, 5);
        paper.line(CART, 31, 11, 11, 60).line(72, 41, 12, 10, 60).line(72, 42, 11, 9, 0);

        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.change(CART, user("ann")).decide(paper.shop()));
        assertThat(strict.change(74, user("ann")).decide(paper.shop()).get().userId())
                .as("an empty one")
                .isEqualTo("ann");
        assertThat(strict.change(72, user("ann")).decide(paper.shop()).get().userId())
                .as("what has expired needs no room")
                .isEqualTo("ann");
        assertThat(strict.change(72, user("ann")).decide(paper.shop()).get().userId())
                .as("it is hers already")
                .isEqualTo("ann");
        assertThat(strict.change(72, new CartChange(Patch.set(null), Patch.keep(), Patch.keep()))
                        .decide(paper.shop())
                        .get()
                        .userId())
                .isNull();
    }

    @Test
    void aUserWhoIsCountedElsewhereIsWaitedFor() {
        CartCommands strict = commands(3, 15);
        paper.openCart(CART, "ann");

        assertThatThrownBy(() -> strict.put(CART, PutItem.of(11, 1)).decide(paper.shop()))
                .matches(PaperShop::isPutOff);
        assertThat(paper.isUnchanged()).isTrue();
        assertThat(paper.users(strict.put(CART, PutItem.of(11, 1)))).containsExactly("ann");
        assertThat(paper.users(strict.put(99, PutItem.of(11, 1)))).isEmpty();
        assertThat(paper.users(strict.change(CART, user("bob")))).containsExactly("bob");
        assertThat(paper.users(strict.change(CART, CartChange.none()))).isEmpty();
        assertThat(paper.users(strict.extend(CART))).isEmpty();
    }

    private static CartChange user(String name) {
        return new CartChange(Patch.set(name), Patch.keep(), Patch.keep());
    }

    /** With at most 20 units for a cart. */
    private static CartCommands commands(@Nullable Integer itemsPerUser, @Nullable Integer unitsPerUser) {
        return new CartCommands(PaperShop.settings(
                new HoldLimits(PaperShop.HOLD, Duration.ofMinutes(20), 5, 20, itemsPerUser, unitsPerUser)));
    }
}
