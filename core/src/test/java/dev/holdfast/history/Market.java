package dev.holdfast.history;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.sweep.SweepOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A shop with little in stock, crowds of buyers in it, and reservations that end soon. */
final class Market implements AutoCloseable {
    static final Duration HOLD = Duration.ofMillis(700);
    private static final int CONTESTED = 20;

    final History history = new History();
    final List<Long> variants = new ArrayList<>();
    final List<Long> contested = new ArrayList<>();
    private final Map<Long, Integer> stock = new TreeMap<>();
    private final String url;
    private final String schema;
    private final Random random;
    private final HikariDataSource pool;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final List<BuyerProcess> processes = new ArrayList<>();

    /** In a schema that was migrated. */
    Market(String url, String schema, long seed) {
        this.url = url;
        this.schema = schema;
        this.random = new Random(seed);
        this.pool = BuyerProcess.pool(url, 10);
        Holdfast shop = server();
        long product = shop.catalog()
                .addProduct(NewProduct.of("Product", Money.of("3.33", "USD")))
                .id();
        for (int i = 0; i < 4; i++) {
            long variant = shop.catalog()
                    .addVariant(NewVariant.of(product, "SKU-" + i, 30))
                    .id();
            variants.add(variant);
            stock.put(variant, 30);
        }
        // Held for long, so that they can be fought for until the end.
        Holdfast patient = BuyerProcess.shop(pool, schema, Duration.ofMinutes(30));
        for (int i = 0; i < CONTESTED; i++) {
            long cart = patient.carts().create(NewCart.anonymous()).id();
            patient.carts().put(cart, PutItem.of(variants.get(i % 4), 1));
            contested.add(cart);
        }
    }

    /** Another server on the same database. */
    Holdfast server() {
        return BuyerProcess.shop(pool, schema, HOLD);
    }

    /** Lets buyers in, each in a thread. */
    void open(Holdfast server, String name, int buyers) {
        for (int i = 0; i < buyers; i++) {
            start(new Buyer(
                    name + "." + i,
                    server,
                    new Random(random.nextLong()),
                    variants,
                    contested,
                    history::line,
                    ended::get));
        }
    }

    /** Lets buyers in who live in another process. */
    BuyerProcess openElsewhere(String name) throws IOException {
        BuyerProcess process =
                BuyerProcess.start(url, schema, HOLD, name, random.nextLong(), variants, contested, history::line);
        processes.add(process);
        return process;
    }

    /** Sweeps all the while. */
    void sweep(Holdfast server) {
        start(() -> {
            while (!ended.get()) {
                try {
                    server.sweeper().sweep(SweepOptions.defaults().withBatch(3));
                } catch (HoldfastException e) {
                    // The shop is away; the next round tries again.
                    Thread.yield();
                }
            }
        });
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Lets them shop for a time. */
    void await(Duration time) {
        await(() -> false, time);
    }

    /** Waits until so many more commands were done, or a time has passed. */
    void awaitDone(int commands, Duration atMost) {
        long until = history.done("") + commands;
        await(() -> history.done("") >= until, atMost);
    }

    /** Waits until buyers were told of so many commands that were done, or a time has passed. */
    void awaitOf(String name, int commands, Duration atMost) {
        await(() -> history.done(name) >= commands, atMost);
    }

    private static void await(BooleanSupplier reached, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!reached.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Sends everybody home. */
    void end() throws InterruptedException {
        ended.set(true);
        for (BuyerProcess process : processes) {
            process.kill();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** What was told and is not so. */
    List<String> contradictions() {
        return history.contradictions(pool, schema, HOLD, new HashSet<>(contested), stock);
    }

    @Override
    public void close() {
        ended.set(true);
        pool.close();
    }
}
