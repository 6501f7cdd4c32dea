package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.Carts;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Catalog;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.order.Order;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Metadata: on which things it is kept, what a change makes of it, what is refused, and that it goes with the order. */
class MetadataTest {
    private static final TestShop shop = new TestShop();
    private static final Catalog catalog = shop.holdfast.catalog();
    private static final Carts carts = shop.holdfast.carts();
    private static final Money TEN = Money.of("10.00", "USD");

    private static final Map<String, Object> RICH = Map.of(
            "erp", Map.of("id", 4711L, "weight", new BigDecimal("1.50")),
            "tags", Collections.unmodifiableList(Arrays.asList("new", true, null, Map.of("deep", List.of(1L)))),
            "empty", Map.of());

    @Test
    void aProductAndAVariantKeepWhatTheyAreGiven() {
        Product product = catalog.addProduct(NewProduct.of("Tee", TEN).withMetadata(RICH));
        Variant variant =
                catalog.addVariant(NewVariant.of(product.id(), "META-1", 5).withMetadata(Map.of("bin", 7)));

        assertThat(product.metadata()).isEqualTo(RICH);
        assertThat(catalog.product(product.id())).isEqualTo(product);
        assertThat(variant.metadata()).isEqualTo(Map.of("bin", 7L));
        assertThat(catalog.variant(variant.id())).isEqualTo(variant);
        assertThat(catalog.addProduct(NewProduct.of("Hat", TEN)).metadata()).isEmpty();
    }

    @Test
    void nobodyCanChangeItAtAnyDepth() {
        Map<String, Object> inner = new HashMap<>(Map.of("a", 1L));
        List<Object> list = new ArrayList<>(List.of(inner));
        NewProduct given = NewProduct.of("Tee", TEN).withMetadata(Map.of("list", list));
        inner.put("a", 2L);
        list.add("more");

        Map<String, Object> read = catalog.addProduct(given).metadata();

        assertThat(read).isEqualTo(Map.of("list", List.of(Map.of("a", 1L))));
        List<?> readList = (List<?>) read.get("list");
        assertThatThrownBy(() -> read.put("b", "c")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> readList.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) readList.get(0)).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aChangeIsMergedAndNullRemoves() {
        Product product = catalog.addProduct(NewProduct.of("Tee", TEN).withMetadata(RICH));
        Map<String, @Nullable Object> members = members("tags", null, "erp", members("id", null, "lot", "B"), "n", 1);

        Product changed =
                catalog.changeProduct(product.id(), ProductChange.none().withMetadata(members));

        assertThat(changed.metadata())
                .isEqualTo(Map.of(
                        "erp", Map.of("weight", new BigDecimal("1.50"), "lot", "B"), "empty", Map.of(), "n", 1L));
        assertThat(catalog.product(product.id())).isEqualTo(changed);
        assertThat(catalog.changeProduct(product.id(), ProductChange.none().withBasePrice(TEN)))
                .isEqualTo(changed);
        assertThat(catalog.changeProduct(product.id(), ProductChange.none().withMetadata(null))
                        .metadata())
                .isEmpty();
        assertThat(shop.count("select count(*) from #products where metadata is null and id = " + product.id()))
                .isOne();
    }

    @Test
    void aVariantsAttributesAreReplacedAndItsMetadataMerged() {
        Product product = catalog.addProduct(NewProduct.of("Tee", TEN));
        Variant variant = catalog.addVariant(
                new NewVariant(product.id(), "META-2", null, null, null, Map.of("a", 1L), Map.of("a", 1, "b", 2), 0));

        Variant changed =
                catalog.changeVariant(variant.id(), VariantChange.none().withMetadata(members("a", null, "c", "x")));

        assertThat(changed.metadata()).isEqualTo(Map.of("b", 2L, "c", "x"));
        assertThat(changed.attributes()).isEqualTo(Map.of("a", 1L));
        assertThat(catalog.changeVariant(variant.id(), VariantChange.none().withMetadata(members("c", "x"))))
                .isEqualTo(changed);
    }

    @Test
    void aPutSetsThatOfItsItemOrKeepsIt() {
        Variant variant = shop.variant(10);
        long cart = shop.cart();
        carts.put(cart, PutItem.of(variant.id(), 1).withMetadata(Map.of("engraving", "Sam", "old", true)));

        assertThat(onlyItem(carts.put(cart, PutItem.of(variant.id(), 2)).cart()).metadata())
                .isEqualTo(Map.of("engraving", "Sam", "old", true));
        assertThat(onlyItem(carts.put(cart, PutItem.of(variant.id(), 2).withMetadata(Map.of("engraving", "Kim")))
                                .cart())
                        .metadata())
                .isEqualTo(Map.of("engraving", "Kim"));
        assertThat(onlyItem(carts.get(cart)).metadata()).isEqualTo(Map.of("engraving", "Kim"));
        assertThat(onlyItem(carts.put(cart, PutItem.of(variant.id(), 2).withMetadata(Map.of()))
                                .cart())
                        .metadata())
                .isEmpty();
    }

    @Test
    void thatOfAnItemChangesWithoutRenewingTheReservation() {
        Variant variant = shop.variant(10);
        long cart = shop.cartWith(variant, 2);
        CartItem before = onlyItem(carts.get(cart));
        shop.clock.advance(TestShop.HOLD.dividedBy(2));

        CartItem noted =
                onlyItem(carts.changeItem(cart, before.id(), null, Patch.set(members("gift", members("to", "Kim")))));
        CartItem both =
                onlyItem(carts.changeItem(cart, before.id(), 3, Patch.set(members("gift", members("from", "Sam")))));

        assertThat(noted.metadata()).isEqualTo(Map.of("gift", Map.of("to", "Kim")));
        assertThat(noted.reservedUntil()).isEqualTo(before.reservedUntil());
        assertThat(noted.quantity()).isEqualTo(2);
        assertThat(both.metadata()).isEqualTo(Map.of("gift", Map.of("to", "Kim", "from", "Sam")));
        assertThat(both.quantity()).isEqualTo(3);
        assertThat(both.reservedUntil()).isAfter(before.reservedUntil());
        assertThat(onlyItem(carts.get(cart))).isEqualTo(both);
        assertThatThrownBy(() -> carts.changeItem(cart, 99, null, Patch.set(null)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void thatOfAnItemOutlivesItsReservation() {
        Variant variant = shop.variant(10);
        Variant other = shop.variant(10);
        long cart = shop.cart();
        carts.put(cart, PutItem.of(variant.id(), 1).withMetadata(Map.of("engraving", "Sam")));
        carts.put(cart, PutItem.of(other.id(), 1));
        shop.letExpire();

        assertThat(carts.get(cart).expiredItems().get(0).metadata()).isEqualTo(Map.of("engraving", "Sam"));
        carts.changeItem(cart, 1, null, Patch.set(members("colour", "red")));
        shop.sweep();
        assertThat(carts.get(cart).expiredItems().get(0).metadata())
                .isEqualTo(Map.of("engraving", "Sam", "colour", "red"));
        Cart noted = carts.changeItem(cart, 1, null, Patch.set(members("colour", null)));
        assertThat(noted.expiredItems().get(0).metadata()).isEqualTo(Map.of("engraving", "Sam"));
        assertThat(carts.get(cart)).isEqualTo(noted);

        Cart again = carts.put(cart, PutItem.of(variant.id(), 2)).cart();
        assertThat(onlyItem(again).metadata()).isEqualTo(Map.of("engraving", "Sam"));
        assertThat(onlyItem(carts.get(cart)).metadata()).isEqualTo(Map.of("engraving", "Sam"));
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void thatOfAnItemOutlivesAReservationThatAnotherBuyerTakes() {
        Variant variant = shop.variant(2);
        long cart = shop.cart();
        carts.put(cart, PutItem.of(variant.id(), 2).withMetadata(Map.of("engraving", "Sam")));
        shop.letExpire();
        long rival = shop.cartWith(variant, 2);
        assertThat(shop.count("select count(*) from #expired_items where metadata is not null and cart_id = " + cart))
                .isOne();
        carts.delete(rival);

        assertThat(onlyItem(carts.changeItem(cart, 1, 1)).metadata()).isEqualTo(Map.of("engraving", "Sam"));
    }

    @Test
    void itGoesWithTheOrder() {
        Variant noted = shop.variant(10);
        Variant plain = shop.variant(10);
        Cart cart = carts.create(
                NewCart.anonymous().withEmail("sam@example.com").withMetadata(Map.of("utm", "spring", "a", 1)));
        carts.put(cart.id(), PutItem.of(noted.id(), 1).withMetadata(Map.of("engraving", "Sam")));
        carts.put(cart.id(), PutItem.of(plain.id(), 1));

        Order order = shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart.id())
                        .withReference("WEB-1")
                        .withMetadata(members("a", null, "ip", "192.0.2.1")));

        assertThat(cart.metadata()).isEqualTo(Map.of("utm", "spring", "a", 1L));
        assertThat(order.email()).isEqualTo("sam@example.com");
        assertThat(order.reference()).isEqualTo("WEB-1");
        assertThat(order.metadata()).isEqualTo(Map.of("utm", "spring", "ip", "192.0.2.1"));
        assertThat(order.items().get(0).metadata()).isEqualTo(Map.of("engraving", "Sam"));
        assertThat(order.items().get(1).metadata()).isEmpty();
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        Cart closed = carts.get(cart.id());
        assertThat(closed.metadata()).isEqualTo(cart.metadata());
        assertThat(closed.items().get(0).metadata()).isEqualTo(Map.of("engraving", "Sam"));
    }

    @Test
    void anOrderWithoutAnyOfItHasNone() {
        Order order = shop.checkOut(shop.cartWith(shop.variant(10), 1));

        assertThat(order.email()).isNull();
        assertThat(order.reference()).isNull();
        assertThat(order.metadata()).isEmpty();
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
    }

    @Test
    void aCheckoutsAddressComesBeforeTheCarts() {
        long cart = shop.cartWith(shop.variant(10), 1);
        Cart changed = carts.change(
                cart, CartChange.none().withEmail("cart@example.com").withMetadata(members("a", 1)));
        assertThat(changed.email()).isEqualTo("cart@example.com");
        assertThat(carts.change(cart, CartChange.none().withMetadata(members("b", 2)))
                        .metadata())
                .isEqualTo(Map.of("a", 1L, "b", 2L));

        Order order = shop.holdfast.checkout().place(CheckoutRequest.of(cart).withEmail("order@example.com"));

        assertThat(order.email()).isEqualTo("order@example.com");
        assertThat(carts.get(cart).email()).isEqualTo("cart@example.com");
    }

    @Test
    void whatIsNoJsonOrTooMuchIsRefusedByNameAndValue() {
        Map<String, Object> deep = new HashMap<>();
        deep.put("itself", deep);
        String most = "x".repeat(Limits.METADATA - "{\"a\":\"\"}".length());

        assertThat(errors(Map.of("a", Map.of("b", List.of("x", Thread.State.NEW)))))
                .containsExactly("/metadata/a/b/1: \"NEW\" is not a JSON value");
        assertThat(errors(Map.of("n", Double.NaN))).containsExactly("/metadata/n: \"NaN\" is not a JSON value");
        assertThat(errors(Map.of("", 1))).containsExactly("/metadata/: is empty");
        assertThat(errors(Map.of("a", "\0"))).hasSize(1);
        assertThat(errors(deep)).singleElement().asString().endsWith("is nested deeper than 20 levels");
        assertThat(errors(Map.of("a", most))).isEmpty();
        assertThat(errors(Map.of("a", most + "x")))
                .containsExactly("/metadata: has 16385 bytes as JSON, more than 16384");
        assertThat(errors(Map.of("a", "ü".repeat(9_000))))
                .containsExactly("/metadata: has 18008 bytes as JSON, more than 16384");
        assertThat(MetadataJson.stored(Map.of("a", most))).hasSize(1);
    }

    @Test
    void aChangeThatWouldMakeItTooLongIsRefusedAndNothingIsWritten() {
        Map<String, @Nullable Object> half = members("a", "x".repeat(9_000));
        long cart = carts.create(NewCart.anonymous().withMetadata(half)).id();

        assertThatThrownBy(() -> carts.change(cart, CartChange.none().withMetadata(members("b", "x".repeat(9_000)))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("metadata: has 18015 bytes as JSON, more than 16384");
        assertThat(carts.get(cart).metadata()).isEqualTo(half);
    }

    @Test
    void anAddressThatIsNoneAndALongReferenceAreRefused() {
        long cart = shop.cartWith(shop.variant(10), 1);
        for (String email : List.of("sam", "@", "a@b@c", "sam smith@example.com", "sam@exa\nmple.com", " ")) {
            assertThatThrownBy(() -> carts.create(NewCart.anonymous().withEmail(email)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("email: ");
        }
        assertThatThrownBy(() -> shop.holdfast
                        .checkout()
                        .place(CheckoutRequest.of(cart).withEmail("sam").withReference("r".repeat(501))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"sam\" is not an e-mail address")
                .hasMessageContaining("reference: has 501 characters, more than 500");
    }

    private static List<String> errors(Map<String, Object> metadata) {
        try {
            catalog.addProduct(NewProduct.of("Tee", TEN).withMetadata(metadata));
            return List.of();
        } catch (InvalidInputException e) {
            return e.errors().stream()
                    .map(error -> error.pointer() + ": " + error.detail())
                    .toList();
        }
    }

    private static CartItem onlyItem(Cart cart) {
        assertThat(cart.items()).hasSize(1);
        return cart.items().get(0);
    }

    private static Map<String, @Nullable Object> members(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return members;
    }
}
