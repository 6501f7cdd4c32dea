package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ConflictException;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.InvalidInputException;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.spi.StockAllocator;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import dev.holdfast.transfer.NewTransfer;
import dev.holdfast.transfer.TransferReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two hundred buyers and helpers of four servers meet at the stock of a few variants, which lies at five locations. */
class AllocationAtOnceTest {
    private static final int THREADS = 200;
    private static final int ROUNDS = 5;
    private static final List<String> LOCATIONS = List.of("default", "berlin", "hamburg", "munich", "cologne");

    private final TestShop shop = new TestShop();
    private final Queue<Long> orders = new ConcurrentLinkedQueue<>();
    private final Queue<Long> transfers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger split = new AtomicInteger();
    private final AtomicInteger sold = new AtomicInteger();
    private final AtomicInteger leftTheShop = new AtomicInteger();

    @Test
    void noUnitIsLostOrSoldTwice() throws Exception {
        long seed = Seed.of(AllocationAtOnceTest.class);
        LOCATIONS.stream().skip(1).forEach(code -> shop.holdfast.locations().create(NewLocation.of(code, code)));
        List<Variant> variants = List.of(shop.variant(6), shop.variant(3), shop.variant(0));
        AtomicInteger received = new AtomicInteger(9);
        List<Holdfast> servers = new ArrayList<>();
        for (StockAllocator allocator :
                List.of(StockAllocator.onePlaceFirst(), StockAllocator.fewestPlaces(), StockAllocator.mostStock())) {
            servers.add(builder().stockAllocator(allocator).build());
        }
        servers.add(builder().build());

        Threads.all(THREADS, thread -> {
            Holdfast server = servers.get(thread % servers.size());
            Random random = new Random(seed + thread);
            for (int i = 0; i < ROUNDS; i++) {
                Variant variant = variants.get(random.nextInt(variants.size()));
                try {
                    act(server, random, variant, received);
                } catch (ConflictException | InvalidInputException e) {
                    assertThat(e.code())
                            .isIn(
                                    "insufficient_stock",
                                    "order_cancelled",
                                    "order_fulfilled",
                                    "order_backordered",
                                    "nothing_left",
                                    "not_in_transit",
                                    "reservation_expired",
                                    "validation_failed");
                }
            }
        });
        shop.letExpire();
        shop.sweep();

        assertThat(split).hasPositiveValue();
        assertThat(sold).hasPositiveValue();
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
        assertThat(shop.count("select coalesce(sum(reserved_quantity), 0) from #stock"))
                .isZero();
        assertThat(shop.count("select sum(stock_quantity) from #stock")
                        + shop.count(
                                "select coalesce(sum(quantity - received_quantity - lost_quantity), 0) from #transfers")
                        + leftTheShop.get())
                .isEqualTo(received.get());
    }

    // So many on so few rows wait for each other on a busy machine.
    private HoldfastBuilder builder() {
        return shop.builder().commandTimeout(Duration.ofMinutes(3));
    }

    private void act(Holdfast server, Random random, Variant variant, AtomicInteger received) {
        String location = LOCATIONS.get(random.nextInt(LOCATIONS.size()));
        Long order = random.nextInt(3) == 0 ? orders.peek() : orders.poll();
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                int units = 1 + random.nextInt(4);
                server.inventory().at(location).receive(variant.id(), units, null);
                received.addAndGet(units);
            }
            case 2 -> transfer(server, random, variant, location);
            case 3 -> server.sweeper().sweep(SweepOptions.defaults());
            case 4 -> {
                if (random.nextInt(4) == 0) {
                    server.locations()
                            .change(LOCATIONS.get(1 + random.nextInt(4)), LocationChange.sells(random.nextInt(4) > 0));
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
            default -> buy(server, random, variant, location);
        }
    }

    private void transfer(Holdfast server, Random random, Variant variant, String from) {
        String to = LOCATIONS.get((LOCATIONS.indexOf(from) + 1) % LOCATIONS.size());
        Long shipped = transfers.poll();
        if (shipped == null) {
            transfers.add(server.transfers()
                    .create(NewTransfer.shipped(variant.id(), from, to, 1 + random.nextInt(2)))
                    .id());
        } else {
            server.transfers().receive(shipped, new TransferReceipt(1, 0, null));
        }
    }

    private void buy(Holdfast server, Random random, Variant variant, String location) {
        long cart = server.carts().create(NewCart.anonymous()).id();
        PutItem item = PutItem.of(variant.id(), 1 + random.nextInt(6));
        List<CartItem.Hold> holds = server.carts()
                .put(cart, random.nextInt(4) == 0 ? item.from(List.of(location)) : item)
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
