package dev.holdfast.event;

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
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Readers beside many writers on two servers, whose transactions commit, fail and linger in any order. */
class EventCrowdTest {
    private static final int WRITERS = 10;
    private static final int STEPS = Seed.rounds(60);
    private static final int READERS = 3;

    private final TestShop shop = new TestShop();
    private final List<Holdfast> servers = List.of(shop.holdfast, shop.builder().build());

    @Test
    void readersMissNothingAndHearNothingTwiceInAnOrderThatIsTrue() throws Exception {
        long seed = Seed.of(EventCrowdTest.class);
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            variants.add(shop.variant("10.00", 30 * WRITERS));
        }
        AtomicBoolean writing = new AtomicBoolean(true);
        List<Future<Follower>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Follower reader = new Follower(this::anyServer, seed - i);
            readers.add(Threads.begin(() -> reader.follow(writing::get)));
        }
        AtomicInteger done = new AtomicInteger();
        try {
            Threads.all(WRITERS, i -> {
                Random random = new Random(seed + i);
                for (int step = 0; step < STEPS; step++) {
                    write(servers.get(i % 2), random, variants);
                    done.incrementAndGet();
                }
            });
        } finally {
            writing.set(false);
        }
        assertThat(done.get()).isEqualTo(WRITERS * STEPS);
        List<Event> all = Replay.read(shop.holdfast.events(), null, 1_000);
        assertThat(all).hasSizeGreaterThan(WRITERS * STEPS);
        for (Future<Follower> reader : readers) {
            Threads.join(reader).requireAll(shop.holdfast.events());
        }
        Replay replay = new Replay();
        all.forEach(replay::add);
        replay.compare(shop);
        assertThat(shop.contradictions()).isZero();
    }

    private Events anyServer() {
        return shop.builder().build().events();
    }

    private void write(Holdfast holdfast, Random random, List<Variant> variants) throws Exception {
        if (random.nextInt(5) == 0) {
            try (OtherTransaction host = new OtherTransaction(shop)) {
                buy(holdfast.within(host.connection), random, variants);
                if (random.nextBoolean()) {
                    host.commit();
                }
            }
        } else {
            buy(holdfast, random, variants);
        }
    }

    private static void buy(Holdfast holdfast, Random random, List<Variant> variants) {
        try {
            long cart = holdfast.carts().create(NewCart.anonymous()).id();
            int first = random.nextInt(variants.size());
            holdfast.carts().put(cart, PutItem.of(variants.get(first).id(), 1 + random.nextInt(2)));
            if (random.nextInt(3) == 0) {
                // Counters are locked in their order within a call, but not from call to call of a host's transaction.
                holdfast.carts().put(cart, PutItem.of(variants.get(first).id(), 3));
            }
            if (random.nextInt(3) == 0) {
                return;
            }
            Order order = holdfast.checkout().place(CheckoutRequest.of(cart));
            if (random.nextBoolean()) {
                BigDecimal total = order.total().toDecimal();
                holdfast.orders().pay(order.id(), new NewPayment(PaymentKind.CAPTURED, total, "card"));
            }
            int item = order.items().get(0).id();
            if (random.nextBoolean()) {
                holdfast.orders().fulfil(order.id(), NewFulfilment.of(ItemUnits.of(item, 1)));
            }
            if (random.nextInt(3) == 0) {
                holdfast.orders().cancel(order.id(), NewCancellation.all());
            }
        } catch (ConflictException refused) {
            // There may be no unit left, or nothing to cancel.
        }
    }
}
