package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.CartItem;
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
import dev.holdfast.testing.Crowd;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two hundred buyers and helpers of four servers meet at the stock of a few variants, which lies at five locations. */
class AllocationAtOnceTest {
    private static final int ROUNDS = 5;

    private final TestShop shop = new TestShop();
    private final Queue<Long> orders = new ConcurrentLinkedQueue<>();
    private final List<Variant> variants = List.of(shop.variant(6), shop.variant(3), shop.variant(0));
    private final Crowd crowd = new Crowd(shop, 9);
    private final AtomicInteger split = new AtomicInteger();
    private final AtomicInteger sold = new AtomicInteger();
    private final AtomicInteger leftTheShop = new AtomicInteger();

    @Test
    void noUnitIsLostOrSoldTwice() throws Exception {
        crowd.meet(Seed.of(AllocationAtOnceTest.class), ROUNDS, this::act);

        assertThat(split).hasPositiveValue();
        assertThat(sold).hasPositiveValue();
        crowd.requireEveryUnit(leftTheShop.get());
    }

    private void act(Holdfast server, Random random) {
        Variant variant = variants.get(random.nextInt(variants.size()));
        Long order = random.nextInt(3) == 0 ? orders.peek() : orders.poll();
        switch (random.nextInt(12)) {
            case 0, 1 -> crowd.receive(server, random, variant.id());
            case 2 -> crowd.transfer(server, random, variant.id());
            case 3 -> server.sweeper().sweep(SweepOptions.defaults());
            case 4 -> {
                if (random.nextInt(4) == 0) {
                    crowd.openOrClose(server, random);
                }
            }
            case 5, 6 -> {
                if (order != null) {
                    int units = 1 + random.nextInt(3);
                    server.orders().cancel(order, NewCancellation.of(ItemUnits.of(1, units)));
                    leftTheShop.addAndGet(-units);
                }
            }
            case 7 -> {
                if (order != null) {
                    server.orders().fulfil(order, NewFulfilment.of(ItemUnits.of(1, 1)));
                    server.orders().takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 1)));
                    leftTheShop.addAndGet(-1);
                }
            }
            default -> buy(server, random, variant);
        }
    }

    private void buy(Holdfast server, Random random, Variant variant) {
        long cart = server.carts().create(NewCart.anonymous()).id();
        PutItem item = PutItem.of(variant.id(), 1 + random.nextInt(6));
        List<CartItem.Hold> holds = server.carts()
                .put(cart, random.nextInt(4) == 0 ? item.from(List.of(crowd.location(random))) : item)
                .cart()
                .items()
                .get(0)
                .holds();
        if (holds.size() > 1) {
            split.incrementAndGet();
        }
        if (random.nextInt(3) == 0) {
            server.carts().put(cart, PutItem.of(variant.id(), 1 + random.nextInt(4)));
        }
        if (random.nextInt(6) == 0) {
            shop.clock.advance(Duration.ofMinutes(4));
        }
        if (random.nextInt(3) > 0) {
            Order order = server.checkout().place(CheckoutRequest.of(cart));
            int units = order.items().get(0).quantity();
            sold.addAndGet(units);
            leftTheShop.addAndGet(units);
            orders.add(order.id());
        }
    }
}
