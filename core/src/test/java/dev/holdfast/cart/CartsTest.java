package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CartsTest {
    private static final TestShop shop = new TestShop();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void puttingSetsTheQuantityAndHoldsTheDifference() {
        Variant variant = shop.variant("10.00", 10);
        long cart = shop.cart();

        PutResult first = shop.holdfast.carts().put(cart, PutItem.of(variant.id(), 2));
        PutResult second = shop.holdfast.carts().put(cart, PutItem.of(variant.id(), 5));
        PutResult repeated = shop.holdfast.carts().put(cart, PutItem.of(variant.id(), 5));
        PutResult less = shop.holdfast.carts().put(cart, PutItem.of(variant.id(), 1));

        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(second.itemId()).isEqualTo(first.itemId());
        assertThat(repeated.cart().items()).hasSize(1);
        assertThat(less.cart().total()).isEqualTo(Money.of("10.00", "USD"));
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(1);
        assertThat(shop.texts("select kind || reserved_delta from #stock_ledger where variant_id = " + variant.id()
                        + " order by version"))
                .containsExactly("received0", "reserved2", "reserved3", "released-4");
    }

    @Test
    void whatIsShownIsWhatIsReadLater() {
        Variant variant = shop.variant("12.34", 10);
        long cart = shop.cart();

        Cart put = shop.put(cart, variant, 3);

        assertThat(shop.show(cart)).isEqualTo(put);
        assertThat(put.items()).singleElement().satisfies(item -> {
            assertThat(item.sku()).isEqualTo(variant.sku());
            assertThat(item.subtotal()).isEqualTo(Money.of("37.02", "USD"));
            assertThat(item.reservedUntil()).isEqualTo(shop.clock.instant().plus(TestShop.HOLD));
        });
    }

    @Test
    void nobodyGetsWhatOthersHold() {
        Variant variant = shop.variant(5);
        shop.cartWith(variant, 4);
        long second = shop.cartWith(variant, 1);

        assertThatThrownBy(() -> shop.put(second, variant, 2))
                .isInstanceOfSatisfying(InsufficientStockException.class, e -> {
                    assertThat(e.requested()).isEqualTo(2);
                    assertThat(e.available()).isEqualTo(1);
                    assertThat(e.variantId()).isEqualTo(variant.id());
                });
        assertThat(shop.show(second).items().get(0).quantity()).isEqualTo(1);
    }

    @Test
    void anExpiredItemIsTheNextBuyersWithoutAnySweep() {
        Variant variant = shop.variant(5);
        long late = shop.cartWith(variant, 5);
        shop.letExpire();

        assertThat(shop.now(variant).availableQuantity()).isEqualTo(5);
        long quick = shop.cartWith(variant, 3);

        assertThat(shop.show(quick).items().get(0).quantity()).isEqualTo(3);
        assertThat(shop.show(late).items()).isEmpty();
        assertThat(shop.show(late).expiredItems()).singleElement().satisfies(item -> {
            assertThat(item.quantity()).isEqualTo(5);
            assertThat(item.expiredAt()).isEqualTo(shop.clock.instant());
        });
        assertThat(shop.show(late).total()).isEqualTo(Money.of("0.00", "USD"));
    }

    @Test
    void theOldestExpiredItemsAreTakenFirstAndNoMoreThanNeeded() {
        Variant variant = shop.variant(6);
        shop.cartWith(variant, 2);
        shop.clock.advance(Duration.ofMinutes(1));
        shop.cartWith(variant, 2);
        shop.clock.advance(Duration.ofMinutes(1));
        shop.cartWith(variant, 2);
        shop.letExpire();

        shop.cartWith(variant, 3);

        assertThat(shop.count("select count(*) from #expired_items where variant_id = " + variant.id()))
                .isEqualTo(2);
        assertThat(shop.count("select count(*) from #cart_items where variant_id = " + variant.id()))
                .isEqualTo(2);
    }

    @Test
    void puttingAnExpiredItemAgainHoldsAnewAtTodaysPriceUnderItsOldId() {
        Variant variant = shop.variant("10.00", 5);
        long cart = shop.cart();
        int itemId =
                shop.holdfast.carts().put(cart, PutItem.of(variant.id(), 2)).itemId();
        shop.holdfast
                .catalog()
                .changeProduct(variant.productId(), ProductChange.none().withBasePrice(Money.of("11.00", "USD")));
        assertThat(shop.put(cart, variant, 3).items().get(0).unitPrice()).isEqualTo(Money.of("10.00", "USD"));
        shop.letExpire();

        PutResult again = shop.holdfast.carts().put(cart, PutItem.of(variant.id(), 2));

        assertThat(again.created()).isTrue();
        assertThat(again.itemId()).isEqualTo(itemId);
        assertThat(again.cart().expiredItems()).isEmpty();
        assertThat(again.cart().items().get(0).unitPrice()).isEqualTo(Money.of("11.00", "USD"));
    }

    @Test
    void anExpiredItemThatWasSweptIsPutAgainAsOneThatWasNot() {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 5);
        shop.letExpire();
        shop.sweep();

        Cart changed = shop.holdfast
                .carts()
                .changeItem(cart, shop.show(cart).expiredItems().get(0).id(), 4);

        assertThat(changed.items().get(0).quantity()).isEqualTo(4);
        assertThat(changed.expiredItems()).isEmpty();
    }

    @Test
    void removingAnItemReleasesItAndForgetsAnExpiredOne() {
        Variant held = shop.variant(5);
        Variant expired = shop.variant(5);
        long cart = shop.cartWith(expired, 1);
        shop.letExpire();
        shop.put(cart, held, 2);

        Cart without = shop.holdfast
                .carts()
                .removeItem(cart, shop.show(cart).expiredItems().get(0).id());
        assertThat(without.expiredItems()).isEmpty();
        assertThat(without.items()).hasSize(1);

        Cart empty =
                shop.holdfast.carts().removeItem(cart, without.items().get(0).id());
        assertThat(empty.items()).isEmpty();
        assertThat(shop.now(held).reservedQuantity()).isZero();
        assertThatThrownBy(() -> shop.holdfast.carts().removeItem(cart, 1))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("item 1");
    }

    @Test
    void extendingRenewsUpToTheMaximumAge() {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 1);
        for (int i = 0; i < 20; i++) {
            shop.clock.advance(Duration.ofMinutes(10));
            shop.holdfast.carts().extend(cart);
        }

        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(shop.show(cart).expiredItems().get(0).expiredAt())
                .isEqualTo(shop.clock.instant().minus(Duration.ofMinutes(200)).plus(Duration.ofHours(2)));
    }

    @Test
    void aDeletedCartHoldsNothingAndCannotBeChanged() {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 3);

        Cart deleted = shop.holdfast.carts().delete(cart);

        assertThat(deleted.status()).isEqualTo(CartStatus.DELETED);
        assertThat(deleted.items()).isEmpty();
        assertThat(shop.now(variant).availableQuantity()).isEqualTo(5);
        assertThatThrownBy(() -> shop.put(cart, variant, 1)).isInstanceOf(CartClosedException.class);
        assertThatThrownBy(() -> shop.holdfast.carts().delete(cart)).isInstanceOf(CartClosedException.class);
    }

    @Test
    void aRefusalWritesNothing() {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 1);
        Cart before = shop.show(cart);
        shop.clock.advance(Duration.ofMinutes(1));

        assertThatThrownBy(() -> shop.holdfast.carts().put(cart, new PutItem(variant.id(), 6, "gold", "SPRING")))
                .isInstanceOf(InsufficientStockException.class);
        assertThatThrownBy(() -> shop.put(cart, variant, 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> shop.put(cart, variant, 100_001)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> shop.holdfast.carts().put(cart, PutItem.of(999_999, 1)))
                .isInstanceOf(NotFoundException.class);

        assertThat(shop.show(cart)).isEqualTo(before);
    }

    @Test
    void aCartHasOneCurrency() {
        long euroProduct = shop.holdfast
                .catalog()
                .addProduct(NewProduct.of("Euro", Money.of("5", "EUR")))
                .id();
        Variant euro = shop.holdfast.catalog().addVariant(NewVariant.of(euroProduct, "EUR-1", 5));

        assertThatThrownBy(() -> shop.put(shop.cart(), euro, 1)).isInstanceOf(CurrencyMismatchException.class);
    }

    @Test
    void valuesGivenWithAnItemBecomeTheCartsAndAbsentOnesLeaveThemAlone() {
        Variant variant = shop.variant(5);
        long cart = shop.holdfast
                .carts()
                .create(new NewCart("42", "silver", List.of("A"), null))
                .id();

        Cart given = shop.holdfast
                .carts()
                .put(cart, new PutItem(variant.id(), 1, "gold", "b"))
                .cart();
        Cart absent = shop.put(cart, variant, 2);
        Cart repeated = shop.holdfast
                .carts()
                .put(cart, new PutItem(variant.id(), 2, null, "B"))
                .cart();
        Cart changed =
                shop.holdfast.carts().change(cart, new CartChange(Patch.keep(), Patch.set(null), Patch.set(List.of())));

        assertThat(given.userTier()).isEqualTo("gold");
        assertThat(given.promoCodes()).containsExactly("A", "b");
        assertThat(absent.userTier()).isEqualTo("gold");
        assertThat(repeated.promoCodes()).containsExactly("A", "b");
        assertThat(changed.userId()).isEqualTo("42");
        assertThat(changed.userTier()).isNull();
        assertThat(changed.promoCodes()).isEmpty();
    }

    @Test
    void aCartTakesAsManyItemsAsItMay() {
        var small = shop.builder().maxItemsPerCart(1).build();
        long cart = shop.cartWith(shop.variant(5), 1);
        Variant other = shop.variant(5);

        assertThatThrownBy(() -> small.carts().put(cart, PutItem.of(other.id(), 1)))
                .isInstanceOf(CartFullException.class);
    }

    @Test
    void cartsAreListedNewestFirstByKeyset() {
        String user = "list-" + shop.cart();
        for (int i = 0; i < 5; i++) {
            shop.holdfast.carts().create(new NewCart(user, null, List.of(), null));
        }
        CartFilter filter = new CartFilter(user, CartStatus.OPEN);

        var first = shop.holdfast.carts().list(filter, PageRequest.first(3));
        var second = shop.holdfast.carts().list(filter, new PageRequest(3, first.nextCursor()));

        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(2);
        assertThat(second.nextCursor()).isNull();
        assertThat(first.items().get(0).id())
                .isGreaterThan(second.items().get(0).id());
    }

    @Test
    void cartsAreListedByTheTimeAtWhichTheyWereCreated() {
        TestShop small = new TestShop();
        List<Long> created = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            created.add(0, small.cartOf(i % 2 == 0 ? "even" : "odd"));
            small.clock.advance(Duration.ofMinutes(i / 2));
        }
        Instant start = TestShop.START;

        assertThat(ids(small, new CartFilter(null, null, start, start.plusSeconds(1))))
                .isEqualTo(created.subList(3, 6));
        assertThat(ids(small, new CartFilter(null, null, start.plusSeconds(60), null)))
                .isEqualTo(created.subList(0, 3));
        assertThat(ids(small, new CartFilter("odd", null, start, start.plusSeconds(61))))
                .containsExactly(created.get(2), created.get(4));
        assertThat(ids(small, new CartFilter("odd", CartStatus.DELETED, start, null)))
                .isEmpty();
        // Two of them were created at the same time.
        List<Long> found = new ArrayList<>();
        String cursor = null;
        do {
            Page<Cart> page = small.holdfast
                    .carts()
                    .list(new CartFilter(null, CartStatus.OPEN, start, null), new PageRequest(2, cursor));
            page.items().forEach(cart -> found.add(cart.id()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(found).isEqualTo(created);
    }

    private static List<Long> ids(TestShop shop, CartFilter filter) {
        return shop.holdfast.carts().list(filter, PageRequest.first()).items().stream()
                .map(Cart::id)
                .toList();
    }
}
