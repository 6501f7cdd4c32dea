package dev.holdfast.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.inventory.StockFilter;
import dev.holdfast.inventory.StockLevels;
import dev.holdfast.location.NewLocation;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many at once between several locations: no unit is lost or made, and nobody waits in a circle. */
class TransferRacesTest {
    private static final List<String> LOCATIONS = List.of("default", "berlin", "hamburg", "munich", "outlet");
    private static final Set<String> EXPECTED = Set.of("insufficient_stock", "not_in_transit", "reservation_expired");

    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();
    private final Transfers transfers = shop.holdfast.transfers();

    // Commands for one variant or transfer are combined in a server, so that only those of several compete.
    private final List<Holdfast> servers =
            Stream.generate(() -> shop.builder().build()).limit(4).toList();

    @Test
    void unitsInTransitAreReceivedOnce() throws Exception {
        locations();
        Variant variant = shop.variant(10);
        long id = transfers
                .create(NewTransfer.shipped(variant.id(), "default", "berlin", 10))
                .id();
        AtomicInteger received = new AtomicInteger();

        Threads.all(16, number -> {
            try {
                servers.get(number % 4).transfers().receive(id, TransferReceipt.of(3));
                received.addAndGet(3);
            } catch (NotInTransitException e) {
                assertThat(e.facts()).containsEntry("requested", 3L);
            }
        });

        assertThat(received).hasValue(9);
        assertThat(inventory.at("berlin").level(variant.id()).stockQuantity()).isEqualTo(9);
        assertThat(transfers.get(id).inTransitQuantity()).isOne();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void whatIsSoldInTransitAndOnHandAddsUpUnderLoad() throws Exception {
        locations();
        long seed = Seed.of(TransferRacesTest.class);
        List<Variant> variants = List.of(shop.variant(100), shop.variant(100), shop.variant(100));
        AtomicInteger[] moved = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();

        Threads.all(40, number -> {
            Random random = new Random(seed + number);
            for (int i = 0; i < 10; i++) {
                int index = random.nextInt(variants.size());
                try {
                    moved[index].addAndGet(act(servers.get(number % 4), random, variants.get(index)));
                } catch (HoldfastException e) {
                    if (!EXPECTED.contains(e.code())) {
                        unexpected.add(e);
                    }
                } catch (RuntimeException e) {
                    unexpected.add(e);
                }
            }
        });

        assertThat(unexpected).isEmpty();
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
        List<StockLevels> levels =
                inventory.levels(StockFilter.all(), PageRequest.first()).items();
        for (int i = 0; i < variants.size(); i++) {
            StockLevels of = levels.get(i);
            assertThat(of.stockQuantity() + of.inTransitQuantity())
                    .as("seed %d, variant %d", seed, i)
                    .isEqualTo(100 + moved[i].get());
        }
    }

    /** Does something; returns by how many units the stock of the variant, with those in transit, has changed. */
    private int act(Holdfast server, Random random, Variant variant) {
        Transfers of = server.transfers();
        String from = LOCATIONS.get(random.nextInt(LOCATIONS.size()));
        String to = LOCATIONS.get((LOCATIONS.indexOf(from) + 1 + random.nextInt(LOCATIONS.size() - 1)) % 5);
        int units = 1 + random.nextInt(5);
        switch (random.nextInt(6)) {
            case 0 -> of.create(NewTransfer.of(variant.id(), from, to, units));
            case 1 -> of.create(NewTransfer.shipped(variant.id(), from, to, units));
            case 2 -> {
                TransferFilter open = new TransferFilter(TransferStatus.SHIPPED, variant.id(), null, null);
                for (Transfer transfer : of.list(open, PageRequest.first(3)).items()) {
                    of.receive(transfer.id(), TransferReceipt.of(1));
                }
            }
            case 3 -> {
                server.inventory().at(to).receive(variant.id(), units, null);
                return units;
            }
            case 4 -> {
                shop.clock.advance(Duration.ofMinutes(1));
                shop.cartWith(variant, units);
                shop.sweep();
            }
            default -> {
                shop.checkOut(shop.cartWith(variant, 1));
                return -1;
            }
        }
        return 0;
    }

    private void locations() {
        LOCATIONS.stream().skip(1).forEach(code -> shop.holdfast.locations().create(NewLocation.of(code, code)));
    }
}
