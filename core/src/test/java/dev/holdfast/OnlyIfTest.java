package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.cart.Cart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change is made only if a condition holds at that moment, of what a read would have shown. */
class OnlyIfTest {
    private static final TestShop shop = new TestShop();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aCartIsSeenAsAReadShowsIt() {
        shop.rule("{'code': 'FIRST', 'discount': {'type': 'percent_off', 'percent': '10'},"
                + " 'conditions': {'nth_order': 1}}");
        shop.rule("{'code': 'GIFT', 'discount': {'type': 'gift', 'variant': "
                + shop.variant(5).id() + ", 'quantity': 1}}");
        Variant variant = shop.variant(10);
        Variant other = shop.variant(10);
        long cart = shop.cartOf("ann");
        shop.put(cart, variant, 3);
        shop.clock.advance(TestShop.HOLD.dividedBy(2));
        shop.put(cart, other, 3);
        shop.clock.advance(TestShop.HOLD.dividedBy(2));
        Cart seen = shop.show(cart);
        assertThat(seen.expiredItems()).as("not swept").hasSize(1);

        Cart changed = shop.holdfast
                .carts()
                .onlyIf(seen::equals)
                .put(cart, PutItem.of(other.id(), 4))
                .cart();
        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> shop.holdfast.carts().onlyIf(seen::equals).delete(cart))
                .satisfies(e -> assertThat(e.facts()).containsEntry("cart_id", cart));

        assertThat(shop.show(cart)).isEqualTo(changed);
    }

    @Test
    void anOrderIsSeenAsAReadShowsIt() {
        long id = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();
        Order seen = shop.holdfast.orders().get(id);

        shop.holdfast.orders().onlyIf(seen::equals).cancel(id, NewCancellation.all());

        Order cancelled = shop.holdfast.orders().get(id);
        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> shop.holdfast.orders().onlyIf(seen::equals).cancel(id, NewCancellation.all()));
        assertThat(shop.holdfast.orders().get(id)).isEqualTo(cancelled);
    }

    @Test
    void aRuleIsChangedOrArchivedAsItWasSeen() {
        shop.rule("{'code': 'TENTH', 'discount': {'type': 'percent_off', 'percent': '10'}, 'active': false}");
        RuleRevision seen = shop.holdfast.pricing().get("TENTH");

        shop.holdfast.pricing().change("TENTH", "{\"name\": \"A tenth\"}", seen::equals);

        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> shop.holdfast.pricing().change("TENTH", "{\"name\": \"Ten\"}", seen::equals));
        assertThatExceptionOfType(PreconditionFailedException.class)
                .isThrownBy(() -> shop.holdfast.pricing().archive("TENTH", seen::equals));
        assertThat(shop.holdfast.pricing().get("TENTH").rule().name()).isEqualTo("A tenth");
    }

    @Test
    void ofManyWhoSawTheSameOnlyOneChangesIt() throws Exception {
        Product product = shop.product("10.00");
        long cart = shop.cart();
        Cart seen = shop.show(cart);
        AtomicInteger products = new AtomicInteger();
        AtomicInteger carts = new AtomicInteger();
        Variant variant = shop.variant(100);

        Threads.all(16, number -> {
            try {
                ProductChange change = ProductChange.none().withBasePrice(Money.of("2" + number, "USD"));
                shop.holdfast.catalog().changeProduct(product.id(), change, product::equals);
                products.incrementAndGet();
            } catch (PreconditionFailedException e) {
                assertThat(e.facts()).containsEntry("product_id", product.id());
            }
            try {
                shop.holdfast.carts().onlyIf(seen::equals).put(cart, PutItem.of(variant.id(), 1 + number));
                carts.incrementAndGet();
            } catch (PreconditionFailedException e) {
                assertThat(e.code()).isEqualTo("precondition_failed");
            }
        });

        assertThat(products).hasValue(1);
        assertThat(carts).hasValue(1);
    }
}
