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
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Units cease to be counted, and are counted again, while others buy, cancel, count and sweep. */
class UntrackedAtOnceTest {
    private static final int THREADS = 12;
    private static final int ROUNDS = 40;

    private final TestShop shop = new TestShop();
    private final Queue<Long> orders = new ConcurrentLinkedQueue<>();
    private final AtomicInteger switched = new AtomicInteger();

    @Test
    void noUnitIsLostWhoeverStopsCounting() throws Exception {
        long seed = Seed.of(UntrackedAtOnceTest.class);
        Variant variant = shop.variant(6);
        shop.holdfast.inventory().changeSupply(variant.id(), SupplyChange.NONE.withBackorderLimit(9));

        Threads.all(THREADS, thread -> {
            Holdfast server = shop.builder().build();
            Random random = new Random(seed + thread);
            for (int i = 0; i < ROUNDS; i++) {
                try {
                    act(server, random, variant);
                } catch (ConflictException e) {
                    assertThat(e.code()).isIn("insufficient_stock", "order_cancelled", "nothing_left");
                }
            }
        });
        shop.letExpire();
        shop.sweep();

        assertThat(switched).hasPositiveValue();
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
        assertThat(shop.count("select count(*) from #backorders join #stock using (variant_id) where not tracked"))
                .isZero();
    }

    private void act(Holdfast server, Random random, Variant variant) {
        switch (random.nextInt(8)) {
            case 0 -> {
                server.inventory().changeSupply(variant.id(), SupplyChange.NONE.withTracked(random.nextBoolean()));
                switched.incrementAndGet();
            }
            case 1 -> server.inventory().adjust(variant.id(), random.nextInt(3) == 0 ? -1 : 3, "counted", null);
            case 2 -> server.sweeper().sweep(SweepOptions.defaults());
            case 3 -> {
                Long order = orders.poll();
                if (order != null) {
                    server.orders().cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));
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
            orders.add(server.checkout().place(CheckoutRequest.of(cart)).id());
        } else if (random.nextBoolean()) {
            server.carts().delete(cart);
        }
    }
}
