package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Patch;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.inventory.ReservationAgeException;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long an item is reserved, and how old a reservation gets. */
class ReservationTimeTest {
    private static final TestShop shop = new TestShop();

    private final Holdfast holdfast = shop.builder()
            .reservationTime(Duration.ofMinutes(15))
            .reservationTimes(Map.of("gold", Duration.ofMinutes(30)))
            .maxReservationAge(Duration.ofMinutes(40))
            .build();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void theMostSpecificTimeCountsOfCartVariantTierAndShop() {
        Variant plain = shop.variant(100);
        Variant quick = quick(Duration.ofMinutes(5));

        assertThat(minutes(cart(null, null), plain)).isEqualTo(15);
        assertThat(minutes(cart("gold", null), plain)).isEqualTo(30);
        assertThat(minutes(cart("silver", null), plain)).isEqualTo(15);
        assertThat(minutes(cart("gold", null), quick)).isEqualTo(5);
        assertThat(minutes(cart("gold", Duration.ofMinutes(20)), quick)).isEqualTo(20);
        assertThat(minutes(cart(null, Duration.ofMinutes(7)), plain)).isEqualTo(7);
    }

    @Test
    void noTimeIsLongerThanTheMaximumAge() {
        assertThat(minutes(cart(null, Duration.ofDays(1)), shop.variant(100))).isEqualTo(40);
        assertThat(minutes(cart(null, null), quick(Duration.ofDays(1)))).isEqualTo(40);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.builder()
                        .reservationTimes(Map.of("gold", Duration.ofMinutes(41)))
                        .maxReservationAge(Duration.ofMinutes(40))
                        .build())
                .withMessageContaining("gold");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> cart(null, Duration.ofMillis(1_500)))
                .withMessageContaining("reservation_seconds");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> cart(null, Duration.ZERO));
    }

    @Test
    void renewalsTakeTheSameTimeAndTheTierThatAPutNames() {
        Variant plain = shop.variant(100);
        Variant quick = quick(Duration.ofMinutes(5));
        long cart = cart(null, null);
        put(cart, plain);
        put(cart, quick);
        shop.clock.advance(Duration.ofMinutes(4));

        assertThat(holdfast.carts().extend(cart).items())
                .extracting(CartItem::reservedUntil)
                .containsExactly(in(15), in(5));
        holdfast.carts().put(cart, new PutItem(plain.id(), 1, "gold", null));
        assertThat(minutesLeft(cart, 0)).isEqualTo(30);
        assertThat(minutesLeft(cart, 1)).isEqualTo(5);
    }

    @Test
    void aSessionThatIsCancelledLeavesTheItemsTheTimesThatTheyHave() {
        Variant plain = shop.variant(100);
        Variant quick = quick(Duration.ofMinutes(5));
        long cart = cart("gold", null);
        put(cart, plain);
        put(cart, quick);
        String session =
                holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart)).id();

        holdfast.checkoutSessions().cancel(session);
        assertThat(minutesLeft(cart, 0)).isEqualTo(30);
        assertThat(minutesLeft(cart, 1)).isEqualTo(5);
    }

    @Test
    void aCartShowsTheTimeThatItWasCreatedWith() {
        assertThat(holdfast.carts().get(cart(null, Duration.ofMinutes(7))).reservationTime())
                .isEqualTo(Duration.ofMinutes(7));
        assertThat(holdfast.carts().get(cart(null, null)).reservationTime()).isNull();
        Cart changed = holdfast.carts()
                .change(
                        cart(null, Duration.ofMinutes(7)),
                        new CartChange(Patch.set("ann"), Patch.keep(), Patch.keep()));
        assertThat(changed.reservationTime()).isEqualTo(Duration.ofMinutes(7));
    }

    /** Otherwise a buyer who lets a reservation end and puts it again holds the units for as long as he likes. */
    @Test
    void theMaximumAgeDoesNotBeginAnewWhenAnExpiredItemIsPutAgain() {
        Variant variant = shop.variant(100);
        long cart = cart(null, null);
        put(cart, variant);
        Instant latest = in(40);

        shop.clock.advance(Duration.ofMinutes(16));
        assertThat(minutes(cart, variant)).isEqualTo(15);
        shop.clock.advance(Duration.ofMinutes(16));
        shop.sweep();
        assertThat(put(cart, variant).items().get(0).reservedUntil()).isEqualTo(latest);
    }

    @Test
    void anItemThatIsAsOldAsItMayGetIsPutAgainOnceItsUnitsWereFreeForAWhile() {
        Variant variant = shop.variant(100);
        long cart = cart(null, null);
        put(cart, variant);
        Instant since = in(0);
        shop.clock.advance(Duration.ofMinutes(14));
        put(cart, variant);
        shop.clock.advance(Duration.ofMinutes(14));
        put(cart, variant);
        Instant end = since.plus(Duration.ofMinutes(40));
        shop.clock.set(end);

        for (boolean isSwept : new boolean[] {false, true}) {
            if (isSwept) {
                shop.sweep();
            }
            assertThatExceptionOfType(ReservationAgeException.class)
                    .isThrownBy(() -> put(cart, variant))
                    .satisfies(e -> assertThat(e.facts())
                            .containsOnly(
                                    entry("cart_id", cart),
                                    entry("item_id", 1),
                                    entry("variant_id", variant.id()),
                                    entry("reserved_since", since),
                                    entry("expired_at", end),
                                    entry("possible_from", end.plus(Duration.ofMinutes(15)))));
        }
        assertThat(shop.now(variant).reservedQuantity()).isZero();
        shop.clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        assertThatExceptionOfType(ReservationAgeException.class)
                .isThrownBy(() -> holdfast.carts().changeItem(cart, 1, 2));
        shop.clock.advance(Duration.ofSeconds(1));
        assertThat(minutes(cart, variant)).isEqualTo(15);
        shop.clock.advance(Duration.ofMinutes(14));
        put(cart, variant);
        shop.clock.advance(Duration.ofMinutes(14));
        assertThat(minutes(cart, variant)).isEqualTo(12);
    }

    @Test
    void anItemThatIsRemovedAndAnotherCartsItemBeginAnew() {
        Variant variant = shop.variant(100);
        long cart = cart(null, Duration.ofMinutes(40));
        put(cart, variant);
        shop.clock.advance(Duration.ofMinutes(40));
        assertThatExceptionOfType(ReservationAgeException.class).isThrownBy(() -> put(cart, variant));

        holdfast.carts().removeItem(cart, 1);
        assertThat(minutes(cart, variant)).isEqualTo(40);
        assertThat(minutes(cart(null, null), variant)).isEqualTo(15);
    }

    private static Variant quick(Duration time) {
        return shop.holdfast
                .catalog()
                .changeVariant(
                        shop.variant(100).id(),
                        VariantChange.none()
                                .withLimits(VariantLimitsChange.to(VariantLimits.NONE.withReservationTime(time))));
    }

    private long cart(@Nullable String tier, @Nullable Duration time) {
        return holdfast.carts()
                .create(new NewCart(null, tier, List.of(), null).withReservationTime(time))
                .id();
    }

    private Cart put(long cart, Variant variant) {
        return holdfast.carts().put(cart, PutItem.of(variant.id(), 1)).cart();
    }

    private long minutes(long cart, Variant variant) {
        put(cart, variant);
        return minutesLeft(cart, 0);
    }

    private long minutesLeft(long cart, int item) {
        Instant until = holdfast.carts().get(cart).items().get(item).reservedUntil();
        return Duration.between(shop.clock.instant(), until).toMinutes();
    }

    private static Instant in(int minutes) {
        return shop.clock.instant().plus(Duration.ofMinutes(minutes));
    }
}
