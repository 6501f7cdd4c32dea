package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.Shortage;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several items are put at once: all of them, or none. */
class PutAllTest {
    private static final TestShop shop = new TestShop();
    private static final Carts carts = shop.holdfast.carts();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void allAreHeldAndAnsweredInTheirOrder() {
        Variant shirt = shop.variant("10.00", 9);
        Variant mug = shop.variant("4.00", 9);
        long cart = shop.cartWith(mug, 1);

        PutAllResult result = carts.putAll(
                cart, List.of(new PutItem(shirt.id(), 2, "gold", "SPRING"), new PutItem(mug.id(), 5, null, "spring")));

        assertThat(result.created()).isTrue();
        assertThat(result.itemIds()).containsExactly(2, 1);
        assertThat(result.cart().items())
                .extracting(CartItem::id, CartItem::variantId, CartItem::quantity)
                .containsExactlyInAnyOrder(tuple(1, mug.id(), 5), tuple(2, shirt.id(), 2));
        assertThat(result.cart().total()).hasToString("40.00 USD");
        assertThat(result.cart().userTier()).isEqualTo("gold");
        assertThat(result.cart().promoCodes()).containsExactly("SPRING");
        assertThat(carts.putAll(cart, items(3, shirt, mug)).created()).isFalse();
    }

    @Test
    void aShortageOfOneRefusesAllAndNamesEachThatIsShort() {
        Variant plenty = shop.variant(9);
        Variant few = shop.variant(2);
        Variant none = shop.variant(0);
        long cart = shop.cartWith(few, 1);

        assertThatExceptionOfType(InsufficientStockException.class)
                .isThrownBy(() -> carts.putAll(cart, items(3, plenty, few, none)))
                .satisfies(e -> assertThat(e.shortages())
                        .containsExactly(new Shortage(few.id(), 3, 2), new Shortage(none.id(), 3, 0)))
                .satisfies(e -> assertThat(e.variantId()).isEqualTo(few.id()));

        assertThat(shop.now(plenty).reservedQuantity()).isZero();
        assertThat(shop.now(few).reservedQuantity()).isEqualTo(1);
        assertThat(shop.show(cart).items()).hasSize(1);
    }

    @Test
    void unitsOfExpiredReservationsAreTakenForAllOfThem() {
        Variant first = shop.variant(2);
        Variant second = shop.variant(2);
        long earlier = shop.cart();
        carts.putAll(earlier, items(2, first, second));
        shop.letExpire();

        carts.putAll(shop.cart(), items(2, second, first));

        assertThat(shop.show(earlier).expiredItems()).hasSize(2);
        assertThatExceptionOfType(InsufficientStockException.class)
                .isThrownBy(() -> carts.putAll(earlier, items(1, first, second)))
                .satisfies(e -> assertThat(e.shortages()).hasSize(2));
    }

    @Test
    void theRoomOfACartIsForAllOfThem() {
        Holdfast strict = shop.builder().maxItemsPerCart(2).maxUnitsPerCart(10).build();
        Variant first = shop.variant(100);
        Variant second = shop.variant(100);
        Variant third = shop.variant(100);
        long cart = shop.cartWith(first, 6);

        assertThatExceptionOfType(CartFullException.class)
                .isThrownBy(() -> strict.carts().putAll(cart, items(1, second, third)));
        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.carts().putAll(cart, items(6, first, second)));
        // What one gives up, the other may take.
        strict.carts().putAll(cart, List.of(PutItem.of(first.id(), 1), PutItem.of(second.id(), 9)));
        assertThat(shop.now(second).reservedQuantity()).isEqualTo(9);
    }

    @Test
    void whatIsWrongIsNamedByItsPlace() {
        Variant variant = shop.variant(9);
        long cart = shop.cart();
        List<PutItem> wrong = List.of(
                PutItem.of(variant.id(), 0), PutItem.of(variant.id(), 1), new PutItem(variant.id() + 1, 1, " ", ""));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> carts.putAll(cart, wrong))
                .satisfies(e -> assertThat(e.errors())
                        .extracting(InvalidInputException.Error::pointer)
                        .containsExactly(
                                "/items/0/quantity",
                                "/items/1/variant_id",
                                "/items/2/user_tier",
                                "/items/2/promo_code"));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> carts.putAll(cart, List.of()));
        List<PutItem> tooMany = Stream.iterate(1L, id -> id + 1)
                .limit(Limits.ITEMS_PER_CART + 1)
                .map(id -> PutItem.of(id, 1))
                .toList();
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> carts.putAll(cart, tooMany));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> carts.putAll(cart, List.of(PutItem.of(variant.id(), 1), PutItem.of(1, 1))));
        assertThat(shop.now(variant).reservedQuantity()).isZero();
    }

    /** Buyers who want the same variants, each in an order of their own, block nobody for good and oversell nothing. */
    @Test
    void buyersOfTheSameVariantsInAnyOrderGetAllOrNothing() throws Exception {
        List<Variant> variants = Stream.generate(() -> shop.variant(7)).limit(6).toList();
        AtomicInteger served = new AtomicInteger();
        Holdfast other = shop.builder().build();

        Threads.all(24, number -> {
            List<Variant> order = new ArrayList<>(variants);
            Collections.shuffle(order, new Random(number));
            long cart = shop.cart();
            Holdfast server = number % 2 == 0 ? shop.holdfast : other;
            try {
                server.carts().putAll(cart, items(1, order.toArray(Variant[]::new)));
                served.incrementAndGet();
            } catch (InsufficientStockException e) {
                assertThat(e.shortages()).hasSize(6);
                assertThat(shop.show(cart).items()).isEmpty();
            }
        });

        assertThat(served).hasValue(7);
        assertThat(variants)
                .allSatisfy(variant ->
                        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(7));
    }

    private static List<PutItem> items(int quantity, Variant... variants) {
        return Stream.of(variants)
                .map(variant -> PutItem.of(variant.id(), quantity))
                .toList();
    }
}
