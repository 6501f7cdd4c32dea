package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.CartClosedException;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.ReservationExpiredException;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Many at once: an invariant that breaks when exclusion does, and no failure that has no name. */
class ConcurrencyTest {
    private static final int BUYERS = 200;

    private final TestShop shop = new TestShop();
    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();

    @Test
    void twoHundredBuyersOfAHundredUnitsGetAHundred() throws Exception {
        Variant variant = shop.variant(100);
        AtomicInteger sold = new AtomicInteger();
        AtomicInteger held = new AtomicInteger();

        whileSweeping(() -> Threads.all(
                BUYERS,
                i -> attempt(() -> {
                    long cart = shop.cartWith(variant, 1);
                    if (i % 3 == 0) {
                        held.incrementAndGet();
                    } else {
                        shop.checkOut(cart);
                        sold.incrementAndGet();
                    }
                })));

        assertThat(unexpected).isEmpty();
        assertThat(sold.get() + held.get()).isEqualTo(100);
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(100 - sold.get());
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(held.get());
        assertThat(shop.contradictions()).isZero();

        shop.letExpire();
        Threads.all(held.get(), i -> shop.checkOut(shop.cartWith(variant, 1)));
        assertThat(shop.now(variant).stockQuantity()).isZero();
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void nothingIsLostWhileCartsExpireAndStockMoves() throws Exception {
        long seed = Seed.of(ConcurrencyTest.class);
        Variant variant = shop.variant(100);
        AtomicInteger sold = new AtomicInteger();
        AtomicInteger moved = new AtomicInteger();

        whileSweeping(() -> Threads.all(100, i -> {
            Random random = new Random(seed + i);
            attempt(() -> {
                if (i % 10 == 0) {
                    int units = random.nextBoolean() ? 3 : -3;
                    shop.holdfast.inventory().adjust(variant.id(), units, "count", null);
                    moved.addAndGet(units);
                    shop.clock.advance(Duration.ofMinutes(4));
                    return;
                }
                int units = 1 + random.nextInt(3);
                long cart = shop.cartWith(variant, units);
                if (random.nextInt(3) > 0) {
                    shop.checkOut(cart);
                    sold.addAndGet(units);
                } else if (random.nextBoolean()) {
                    shop.holdfast.carts().delete(cart);
                }
            });
        }));

        assertThat(unexpected).as("seed " + seed).isEmpty();
        Variant after = shop.now(variant);
        assertThat(after.stockQuantity()).as("seed " + seed).isEqualTo(100 + moved.get() - sold.get());
        assertThat(after.reservedQuantity()).isBetween(0, after.stockQuantity());
        assertThat(shop.contradictions()).as("seed " + seed).isZero();
    }

    @Test
    void cartsOfSeveralVariantsInAnyOrderNeverStopEachOther() throws Exception {
        long seed = Seed.of(ConcurrencyTest.class);
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            variants.add(shop.variant(60));
        }
        AtomicInteger units = new AtomicInteger();
        // As two servers would: each combines its own callers, and the database arbitrates.
        List<Holdfast> servers = List.of(shop.holdfast, shop.builder().lanes(4).build());

        whileSweeping(() -> Threads.all(40, i -> {
            Random random = new Random(seed + i);
            Holdfast server = servers.get(i % 2);
            for (int round = 0; round < 2; round++) {
                List<Variant> order = new ArrayList<>(variants);
                Collections.shuffle(order, random);
                attempt(() -> {
                    long cart = shop.cart();
                    for (Variant variant : order.subList(0, 3)) {
                        server.carts().put(cart, PutItem.of(variant.id(), 1));
                    }
                    if (random.nextInt(4) == 0) {
                        server.carts().delete(cart);
                    } else {
                        server.checkout().place(CheckoutRequest.of(cart));
                        units.addAndGet(3);
                    }
                });
            }
        }));

        assertThat(unexpected).as("seed " + seed).isEmpty();
        int left = variants.stream()
                .mapToInt(variant -> shop.now(variant).stockQuantity())
                .sum();
        assertThat(left).isEqualTo(5 * 60 - units.get());
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void fiftyCheckoutsOfOneCartMakeOneOrder() throws Exception {
        long cart = shop.cartWith(shop.variant(9), 2);
        Set<Long> orders = ConcurrentHashMap.newKeySet();
        AtomicInteger placed = new AtomicInteger();

        Threads.all(50, i -> {
            try {
                orders.add(shop.checkOut(cart).id());
                placed.incrementAndGet();
            } catch (CartClosedException e) {
                orders.add(e.orderId());
            }
        });

        assertThat(placed).hasValue(1);
        assertThat(orders).hasSize(1);
        assertThat(shop.count("select count(*) from #orders")).isEqualTo(1);
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void manyChangesOfOneCartAtOnceLeaveOneOfThem() throws Exception {
        Variant variant = shop.variant(100);
        long cart = shop.cart();

        Threads.all(50, i -> {
            switch (i % 3) {
                case 0 -> shop.put(cart, variant, 1 + i);
                case 1 -> shop.holdfast.carts().extend(cart);
                default -> attempt(() -> shop.holdfast.carts().removeItem(cart, 1 + i % 4));
            }
        });

        assertThat(unexpected).isEmpty();
        int shown = shop.show(cart).items().stream()
                .mapToInt(item -> item.quantity())
                .sum();
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(shown);
        assertThat(shop.contradictions()).isZero();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** A refusal is an answer; anything else is not. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (InsufficientStockException | ReservationExpiredException | NotFoundException e) {
            // As it should be: others were quicker, or slower.
        } catch (RuntimeException | Error e) {
            unexpected.add(e);
        }
    }

    private void whileSweeping(Work work) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Supplier<Long> sweeping = () -> {
            long items = 0;
            while (!done.get()) {
                items += shop.holdfast
                        .sweeper()
                        .sweep(SweepOptions.defaults().withBatch(3))
                        .items();
            }
            return items;
        };
        Future<Long> sweeps = Threads.begin(sweeping::get);
        try {
            work.run();
        } finally {
            done.set(true);
            Threads.join(sweeps);
        }
    }
}
