package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ConflictException;
import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Buyers, cancellations, returns, receipts, counts and sweeps of several servers meet at counters with backorders. */
class BackordersAtOnceTest {
    private static final int THREADS = 12;
    private static final int ROUNDS = 40;
    private static final int LIMIT = 9;
    private static final int SAFETY = 2;

    private final TestShop shop = new TestShop();
    private final Queue<Long> orders = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waited = new AtomicInteger();
    private final AtomicInteger tooMany = new AtomicInteger();

    @Test
    void noUnitIsPromisedTwiceAndNobodyWaitsBesideAFreeOne() throws Exception {
        long seed = Seed.of(BackordersAtOnceTest.class);
        List<Variant> variants = List.of(shop.variant(5), shop.variant(0));
        for (Variant variant : variants) {
            shop.holdfast
                    .inventory()
                    .changeSupply(
                            variant.id(),
                            SupplyChange.NONE.withBackorderLimit(LIMIT).withSafetyStock(SAFETY));
        }

        Threads.all(THREADS, thread -> {
            Holdfast server = shop.builder().build();
            Random random = new Random(seed + thread);
            for (int i = 0; i < ROUNDS; i++) {
                Variant variant = variants.get(random.nextInt(variants.size()));
                try {
                    act(server, random, variant);
                } catch (ConflictException e) {
                    assertThat(e.code())
                            .isIn(
                                    "insufficient_stock",
                                    "order_backordered",
                                    "order_cancelled",
                                    "order_fulfilled",
                                    "nothing_left");
                }
                if (server.inventory().supply(variant.id()).backorderedQuantity() > LIMIT) {
                    tooMany.incrementAndGet();
                }
            }
        });
        shop.letExpire();
        shop.sweep();

        assertThat(tooMany).hasValue(0);
        assertThat(waited).hasPositiveValue();
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
        assertThat(shop.count("""
                select count(*) from #backorders b join #stock s using (variant_id, location_id)
                where s.stock_quantity > s.reserved_quantity - s.backordered_quantity""")).isZero();
    }

    private void act(Holdfast server, Random random, Variant variant) {
        Long order = random.nextInt(3) == 0 ? orders.peek() : orders.poll();
        switch (random.nextInt(8)) {
            case 0 -> server.inventory().receive(variant.id(), 1 + random.nextInt(4), null);
            case 1 -> server.inventory().adjust(variant.id(), random.nextBoolean() ? 1 : -1, "counted", null);
            case 2 -> server.sweeper().sweep(SweepOptions.defaults());
            case 3 -> {
                if (order != null) {
                    server.orders().cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));
                }
            }
            case 4 -> {
                if (order != null) {
                    server.orders().fulfil(order, NewFulfilment.all());
                    server.orders().takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 1)));
                }
            }
            default -> buy(server, random, variant);
        }
    }

    private void buy(Holdfast server, Random random, Variant variant) {
        long cart = server.carts().create(NewCart.anonymous()).id();
        server.carts().put(cart, PutItem.of(variant.id(), 1 + random.nextInt(4)));
        if (random.nextInt(4) == 0) {
            server.carts().put(cart, PutItem.of(variant.id(), 1));
        }
        if (random.nextInt(3) > 0) {
            Instant payBy = shop.clock.instant().plus(Duration.ofMinutes(1));
            CheckoutRequest request = CheckoutRequest.of(cart);
            Order order = server.checkout().place(random.nextBoolean() ? request : request.withPayBy(payBy));
            waited.addAndGet(order.items().get(0).backorderedQuantity());
            orders.add(order.id());
        }
    }
}
