package dev.holdfast.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ConflictException;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.InvalidInputException;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.NewLocation;
import dev.holdfast.spi.StockAllocator;
import dev.holdfast.transfer.NewTransfer;
import dev.holdfast.transfer.TransferReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Two hundred buyers and helpers of four servers, who meet at stock that lies at five locations. */
public final class Crowd {
    private static final int THREADS = 200;
    private static final List<String> LOCATIONS = List.of("default", "berlin", "hamburg", "munich", "cologne");

    private final TestShop shop;
    private final AtomicInteger received;
    private final Queue<Long> transfers = new ConcurrentLinkedQueue<>();

    /** What somebody does once. */
    public interface Act {
        void run(Holdfast server, Random random);
    }

    /**
     * Adds the locations.
     *
     * @param units that the shop has so far
     */
    public Crowd(TestShop shop, int units) {
        this.shop = shop;
        this.received = new AtomicInteger(units);
        LOCATIONS.stream().skip(1).forEach(code -> shop.holdfast.locations().create(NewLocation.of(code, code)));
    }

    /** Lets each act so many times; some are refused. */
    public void meet(long seed, int rounds, Act act) throws Exception {
        List<Holdfast> servers = new ArrayList<>();
        for (StockAllocator allocator :
                List.of(StockAllocator.onePlaceFirst(), StockAllocator.fewestPlaces(), StockAllocator.mostStock())) {
            servers.add(builder().stockAllocator(allocator).build());
        }
        servers.add(builder().build());
        Threads.all(THREADS, thread -> {
            Holdfast server = servers.get(thread % servers.size());
            Random random = new Random(seed + thread);
            for (int i = 0; i < rounds; i++) {
                try {
                    act.run(server, random);
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
    }

    // So many on so few rows wait for each other on a busy machine.
    private HoldfastBuilder builder() {
        return shop.builder().commandTimeout(Duration.ofMinutes(3));
    }

    /** Any of the locations. */
    public String location(Random random) {
        return LOCATIONS.get(random.nextInt(LOCATIONS.size()));
    }

    /** Receives a few units somewhere. */
    public void receive(Holdfast server, Random random, long variantId) {
        int units = 1 + random.nextInt(5);
        server.inventory().at(location(random)).receive(variantId, units, null);
        received.addAndGet(units);
    }

    /** Sends a few units somewhere else, or receives one of those that are in transit. */
    public void transfer(Holdfast server, Random random, long variantId) {
        Long shipped = transfers.poll();
        if (shipped == null) {
            int from = random.nextInt(LOCATIONS.size());
            String to = LOCATIONS.get((from + 1) % LOCATIONS.size());
            transfers.add(server.transfers()
                    .create(NewTransfer.shipped(variantId, LOCATIONS.get(from), to, 1 + random.nextInt(2)))
                    .id());
        } else {
            server.transfers().receive(shipped, new TransferReceipt(1, 0, null));
        }
    }

    /** Lets carts take units from a location, or no longer. */
    public void openOrClose(Holdfast server, Random random) {
        String location = LOCATIONS.get(1 + random.nextInt(LOCATIONS.size() - 1));
        server.locations().change(location, LocationChange.sells(random.nextInt(4) > 0));
    }

    /** Once all reservations have expired, each unit that was received is on hand, in transit or out of the shop. */
    public void requireEveryUnit(long outOfTheShop) {
        shop.clock.advance(Duration.ofHours(1));
        shop.sweep();
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
        assertThat(shop.count("select count(*) from #cart_items")).isZero();
        assertThat(shop.count("select coalesce(sum(reserved_quantity), 0) from #stock"))
                .isZero();
        assertThat(shop.count("select sum(stock_quantity) from #stock") + inTransit() + outOfTheShop)
                .isEqualTo(received.get());
    }

    private long inTransit() {
        return shop.count("select coalesce(sum(quantity - received_quantity - lost_quantity), 0) from #transfers");
    }
}
