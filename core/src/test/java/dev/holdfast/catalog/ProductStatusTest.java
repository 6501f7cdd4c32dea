package dev.holdfast.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.Carts;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only active products are sold; what carts hold already can still be bought. */
class ProductStatusTest {
    private static final Money TEN = Money.of("10.00", "USD");

    private final TestShop shop = new TestShop();
    private final Catalog catalog = shop.holdfast.catalog();
    private final Carts carts = shop.holdfast.carts();
    private final Product tee = catalog.addProduct(NewProduct.of("Tee", TEN));
    private final Variant red = catalog.addVariant(NewVariant.of(tee.id(), "TEE-RED", 9));
    private final long cart = carts.create(NewCart.anonymous()).id();

    @AfterEach
    void booksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().isSound()).isTrue();
    }

    private void set(ProductStatus status) {
        catalog.changeProduct(tee.id(), ProductChange.none().withStatus(status));
    }

    private void refused(ThrowingCallable call, ProductStatus status) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProductNotActiveException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("product_not_active");
            assertThat(refusal.facts())
                    .isEqualTo(Map.of("variant_id", red.id(), "sku", "TEE-RED", "product_status", status.word()));
            assertThat(refusal.variantId()).isEqualTo(red.id());
            assertThat(refusal.status()).isEqualTo(status);
        });
    }

    @Test
    void aProductIsActiveUntilItIsSaidOtherwise() {
        assertThat(tee.status()).isEqualTo(ProductStatus.ACTIVE);
        assertThat(red.productStatus()).isEqualTo(ProductStatus.ACTIVE);
        Product draft = catalog.addProduct(NewProduct.of("New", TEN).withStatus(ProductStatus.DRAFT));
        assertThat(catalog.product(draft.id()).status()).isEqualTo(ProductStatus.DRAFT);

        set(ProductStatus.ARCHIVED);
        assertThat(catalog.product(tee.id()).status()).isEqualTo(ProductStatus.ARCHIVED);
        assertThat(catalog.variant(red.id()).productStatus()).isEqualTo(ProductStatus.ARCHIVED);
        catalog.changeProduct(tee.id(), ProductChange.none().withBasePrice(Money.of("11.00", "USD")));
        assertThat(catalog.product(tee.id()).status()).as("kept").isEqualTo(ProductStatus.ARCHIVED);
        assertThatThrownBy(() ->
                        catalog.changeProduct(tee.id(), ProductChange.none().withStatus(null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("status: is missing");
    }

    @Test
    void productsAndVariantsAreFoundByTheirStatus() {
        Product draft = catalog.addProduct(NewProduct.of("New", TEN).withStatus(ProductStatus.DRAFT));
        Variant hidden = catalog.addVariant(NewVariant.of(draft.id(), "NEW", 1));

        assertThat(products(null)).containsExactly(tee.id(), draft.id());
        assertThat(products(ProductStatus.ACTIVE)).containsExactly(tee.id());
        assertThat(products(ProductStatus.DRAFT)).containsExactly(draft.id());
        assertThat(products(ProductStatus.ARCHIVED)).isEmpty();
        assertThat(variants(null)).containsExactly(red.id(), hidden.id());
        assertThat(variants(ProductStatus.ACTIVE)).containsExactly(red.id());
        assertThat(variants(ProductStatus.DRAFT)).containsExactly(hidden.id());
    }

    private List<Long> products(ProductStatus status) {
        return catalog.products(new ProductFilter(null, null, null, status), PageRequest.first()).items().stream()
                .map(Product::id)
                .toList();
    }

    private List<Long> variants(ProductStatus status) {
        return catalog.variants(new VariantFilter(null, null, null, status), PageRequest.first()).items().stream()
                .map(Variant::id)
                .toList();
    }

    @Test
    void aProductThatIsNotActiveIsNotReservedAndNotQuoted() {
        for (ProductStatus status : List.of(ProductStatus.DRAFT, ProductStatus.ARCHIVED)) {
            set(status);

            refused(() -> carts.put(cart, PutItem.of(red.id(), 1)), status);
            refused(
                    () -> shop.holdfast.pricing().quote(QuoteRequest.of(List.of(new QuoteRequest.Item(red.id(), 1)))),
                    status);
        }
        Product mug = catalog.addProduct(NewProduct.of("Mug", TEN));
        long other = catalog.addVariant(NewVariant.of(mug.id(), "MUG", 9)).id();
        refused(
                () -> carts.putAll(cart, List.of(PutItem.of(other, 1), PutItem.of(red.id(), 1))),
                ProductStatus.ARCHIVED);
        assertThat(carts.get(cart).items()).isEmpty();
        assertThat(catalog.variant(red.id()).reservedQuantity()).isZero();

        set(ProductStatus.ACTIVE);
        carts.put(cart, PutItem.of(red.id(), 1));
        assertThat(catalog.variant(red.id()).reservedQuantity()).isEqualTo(1);
    }

    @Test
    void whatACartHoldsCanBeKeptLoweredAndBoughtButNotRaised() {
        int item = carts.put(cart, PutItem.of(red.id(), 3)).itemId();
        set(ProductStatus.ARCHIVED);

        refused(() -> carts.put(cart, PutItem.of(red.id(), 4)), ProductStatus.ARCHIVED);
        refused(() -> carts.changeItem(cart, item, 4), ProductStatus.ARCHIVED);
        carts.put(cart, PutItem.of(red.id(), 3));
        carts.changeItem(cart, item, 2);
        Cart extended = carts.extend(cart);
        Order order = shop.holdfast.checkout().place(CheckoutRequest.of(cart));

        assertThat(extended.items()).extracting(CartItem::quantity).containsExactly(2);
        assertThat(order.total()).isEqualTo(Money.of("20.00", "USD"));
        assertThat(catalog.variant(red.id()).stockQuantity()).isEqualTo(7);
    }

    @Test
    void aReservationThatHasEndedIsNotMadeAgain() {
        int item = carts.put(cart, PutItem.of(red.id(), 3)).itemId();
        set(ProductStatus.ARCHIVED);
        shop.clock.advance(Duration.ofMinutes(16));

        refused(() -> carts.put(cart, PutItem.of(red.id(), 1)), ProductStatus.ARCHIVED);
        refused(() -> carts.changeItem(cart, item, 1), ProductStatus.ARCHIVED);
        assertThat(carts.removeItem(cart, item).expiredItems()).isEmpty();
    }

    @Test
    void anImportSetsAndKeepsTheStatus() {
        catalog.importProducts(List.of(imported("new", Patch.set(ProductStatus.DRAFT))), null);
        catalog.importProducts(List.of(imported("plain", Patch.keep())), null);
        assertThat(statusOf("new")).isEqualTo(ProductStatus.DRAFT);
        assertThat(statusOf("plain")).isEqualTo(ProductStatus.ACTIVE);

        assertThat(catalog.importProducts(List.of(imported("new", Patch.keep())), null)
                        .productsUnchanged())
                .isEqualTo(1);
        assertThat(statusOf("new")).isEqualTo(ProductStatus.DRAFT);
        assertThat(catalog.importProducts(List.of(imported("new", Patch.set(ProductStatus.ACTIVE))), null)
                        .productsChanged())
                .isEqualTo(1);
        assertThat(statusOf("new")).isEqualTo(ProductStatus.ACTIVE);
        assertThat(catalog.exportProducts(PageRequest.first()).items())
                .extracting(product -> product.status().value())
                .containsOnly(ProductStatus.ACTIVE);
        assertThatThrownBy(() -> catalog.importProducts(List.of(imported("new", Patch.set(null))), null))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.errors().get(0).pointer()).isEqualTo("/0/status"));
    }

    private static ProductImport imported(String handle, Patch<ProductStatus> status) {
        return new ProductImport(
                handle, Patch.set("New"), Patch.set(TEN), Patch.keep(), Patch.keep(), status, List.of());
    }

    private ProductStatus statusOf(String handle) {
        return catalog.products(new ProductFilter(handle, null, null), PageRequest.first())
                .items()
                .get(0)
                .status();
    }

    @Test
    void aServerOfTheVersionBeforeAddsActiveProducts() {
        shop.execute("insert into #products (handle, name, base_price, currency, created_at, updated_at)"
                + " values ('old', 'Old', 100, 'USD', now(), now())");

        assertThat(statusOf("old")).isEqualTo(ProductStatus.ACTIVE);
    }
}
