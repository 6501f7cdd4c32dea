package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Payments, other buyers and sweeps at the moment by which orders had to be paid, on several servers. */
class PayByAtOnceTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 12;
    private static final int ORDERS = 12;
    private static final Duration DAY = Duration.ofDays(1);

    private final TestShop shop = new TestShop();
    private final List<Holdfast> servers =
            IntStream.range(0, 3).mapToObj(server -> shop.builder().build()).toList();

    @Test
    void everyUnitHasOneBuyerAndEveryPaymentIsKept() throws Exception {
        long seed = Seed.of(getClass());
        shop.rule("{'code': 'ONCE', 'target': 'order', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        for (int round = 0; round < ROUNDS; round++) {
            race(new Random(seed + round), round, "-Dseed=" + seed);
        }
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    private void race(Random random, int round, String seed) throws Exception {
        Variant variant = shop.variant(ORDERS);
        Variant other = shop.variant(ORDERS);
        String code = "CODE-" + round;
        shop.holdfast.promoCodes().add("ONCE", List.of(code), PromoLimits.uses(ORDERS), true);
        List<Long> orders = IntStream.range(0, ORDERS)
                .mapToObj(i -> unpaid(variant, other, code))
                .toList();
        Queue<Long> bought = new ConcurrentLinkedQueue<>();
        shop.clock.advance(DAY.minusSeconds(1));
        List<Integer> seeds = random.ints(THREADS).boxed().toList();

        Threads.all(THREADS, thread -> {
            Random own = new Random(seeds.get(thread));
            Holdfast server = servers.get(thread % servers.size());
            for (int i = 0; i < ORDERS; i++) {
                switch (thread) {
                    case 0 -> shop.clock.advance(Duration.ofMillis(own.nextInt(400)));
                    case 1 -> server.sweeper().sweep(SweepOptions.defaults().withBatch(3));
                    case 2, 3, 4 -> {
                        long order = orders.get(own.nextInt(ORDERS));
                        server.orders().pay(order, captured("pi-" + order));
                    }
                    default -> buy(server, own.nextBoolean() ? variant : other, bought);
                }
            }
        });

        shop.clock.advance(Duration.ofSeconds(2));
        long kept = orders.stream()
                .map(shop.holdfast.orders()::get)
                .filter(this::isKept)
                .count();
        for (Variant each : List.of(variant, other)) {
            long sold = bought.stream().filter(id -> id == each.id()).count();
            assertThat(shop.now(each).stockQuantity()).as(seed).isEqualTo((int) (ORDERS - kept - sold));
        }
        assertThat(shop.holdfast.promoCodes().get(code).claimedUses()).as(seed).isEqualTo(kept);
        assertThat(shop.holdfast.promoCodes().get(code).heldUses()).as(seed).isZero();
    }

    /** A payment that came in time has its units, and one that came late is owed. */
    private boolean isKept(Order order) {
        boolean paid = !order.payments().isEmpty();
        boolean cancelled = order.status() == OrderStatus.CANCELLED;
        assertThat(order.refundDue().minor() == 0).isEqualTo(!cancelled || !paid);
        assertThat(cancelled || paid)
                .as("an order that nobody paid is cancelled")
                .isTrue();
        return !cancelled;
    }

    private static void buy(Holdfast server, Variant variant, Queue<Long> bought) {
        long cart = server.carts().create(NewCart.anonymous()).id();
        try {
            server.carts().put(cart, PutItem.of(variant.id(), 1));
        } catch (InsufficientStockException e) {
            return;
        }
        server.checkout().place(CheckoutRequest.of(cart));
        bought.add(variant.id());
    }

    private long unpaid(Variant variant, Variant other, String code) {
        long cart = shop.holdfast
                .carts()
                .create(new NewCart(null, null, List.of(code), null))
                .id();
        shop.put(cart, variant, 1);
        shop.put(cart, other, 1);
        return shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart).withPayBy(shop.clock.instant().plus(DAY)))
                .id();
    }

    private static NewPayment captured(String reference) {
        return new NewPayment(PaymentKind.CAPTURED, new BigDecimal("18.00"), reference);
    }
}
