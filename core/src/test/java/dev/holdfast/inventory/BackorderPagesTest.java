package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of what orders wait for. */
class BackorderPagesTest {
    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();
    private final Variant tee = variant(1);
    private final Variant mug = variant(0);

    @Test
    void theOldestOrderComesFirst() {
        Instant before = shop.clock.instant();
        long first = buy(tee, 3);
        shop.clock.advance(Duration.ofMinutes(1));
        long second = buy(mug, 1);
        long third = buy(tee, 2);

        assertThat(list(BackorderFilter.all()))
                .containsExactly(
                        waiting(first, tee, 2, before),
                        waiting(second, mug, 1, shop.clock.instant()),
                        waiting(third, tee, 2, shop.clock.instant()));

        inventory.receive(tee.id(), 3, null);
        shop.holdfast.orders().cancel(second, NewCancellation.of(ItemUnits.of(1, 1)));

        assertThat(list(BackorderFilter.all())).containsExactly(waiting(third, tee, 1, shop.clock.instant()));
    }

    @Test
    void theFiltersCanBeCombined() {
        long first = buy(tee, 2);
        long second = buy(mug, 1);
        long third = buy(tee, 1);

        assertThat(orders(BackorderFilter.ofVariant(tee.id()))).containsExactly(first, third);
        assertThat(orders(new BackorderFilter(null, mug.sku(), null, null))).containsExactly(second);
        assertThat(orders(new BackorderFilter(mug.id(), mug.sku(), null, "default")))
                .containsExactly(second);
        assertThat(orders(new BackorderFilter(tee.id(), mug.sku(), null, null))).isEmpty();
        assertThat(orders(BackorderFilter.ofOrder(third))).containsExactly(third);
        assertThat(orders(new BackorderFilter(mug.id(), null, third, null))).isEmpty();
        assertThat(orders(new BackorderFilter(null, "none", null, null))).isEmpty();
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        assertThat(orders(new BackorderFilter(null, null, null, "berlin"))).isEmpty();
        assertThat(orders(new BackorderFilter(tee.id(), null, null, "berlin"))).isEmpty();
        assertThatThrownBy(() -> list(new BackorderFilter(null, null, null, "berln")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("berln");
    }

    @Test
    void pagesNeitherRepeatNorHideAnything() {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            long cart = shop.cart();
            shop.holdfast.carts().put(cart, PutItem.of(tee.id(), 2));
            shop.holdfast.carts().put(cart, PutItem.of(mug.id(), 1));
            all.add(shop.checkOut(cart).id());
        }
        List<Backorder> whole = list(BackorderFilter.all());
        assertThat(whole).hasSize(14);
        assertThat(whole).extracting(Backorder::itemId).startsWith(1, 2, 1, 2);
        for (BackorderFilter filter : List.of(BackorderFilter.all(), BackorderFilter.ofVariant(tee.id()))) {
            List<Backorder> paged = new ArrayList<>();
            PageRequest request = PageRequest.first(3);
            while (request != null) {
                Page<Backorder> page = inventory.backorders(filter, request);
                paged.addAll(page.items());
                request = page.nextCursor() == null ? null : new PageRequest(3, page.nextCursor());
            }
            assertThat(paged).isEqualTo(list(filter));
        }
        assertThat(orders(BackorderFilter.ofVariant(tee.id()))).isEqualTo(all);
        for (String cursor : List.of("x", "1", "1-2", "1-2-3-4", "-1-2-3", "99999999999999999999-1-1")) {
            assertThatThrownBy(() -> inventory.backorders(BackorderFilter.all(), new PageRequest(3, cursor)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("cursor");
        }
    }

    @Test
    void anOverdueOrderIsNotListedWhetherOrNotASweepRan() {
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(tee, 3))
                        .withPayBy(shop.clock.instant().plus(Duration.ofDays(1))));
        long second = buy(tee, 1);
        assertThat(list(BackorderFilter.all())).hasSize(2);
        shop.clock.advance(Duration.ofDays(1));

        assertThat(orders(BackorderFilter.all())).containsExactly(second);
        assertThat(inventory
                        .backorders(BackorderFilter.ofVariant(tee.id()), PageRequest.first(1))
                        .nextCursor())
                .isNull();
        shop.sweep();
        assertThat(orders(BackorderFilter.all())).isEmpty();
    }

    private Variant variant(int stock) {
        Variant variant = shop.variant(stock);
        inventory.changeSupply(variant.id(), SupplyChange.NONE.withBackorderLimit(50));
        return variant;
    }

    private long buy(Variant variant, int units) {
        return shop.checkOut(shop.cartWith(variant, units)).id();
    }

    private static Backorder waiting(long order, Variant variant, int units, Instant placedAt) {
        return new Backorder(order, 1, variant.id(), variant.sku(), "default", units, placedAt, null);
    }

    private List<Backorder> list(BackorderFilter filter) {
        return inventory.backorders(filter, PageRequest.first()).items();
    }

    private List<Long> orders(BackorderFilter filter) {
        return list(filter).stream().map(Backorder::orderId).toList();
    }
}
