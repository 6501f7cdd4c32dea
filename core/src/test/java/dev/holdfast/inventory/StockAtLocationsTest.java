package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.LocationInactiveException;
import dev.holdfast.location.Locations;
import dev.holdfast.location.NewLocation;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Movements and stock levels at several locations. */
class StockAtLocationsTest {
    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();
    private final Inventory berlin = inventory.at("berlin");
    private final Locations locations = shop.holdfast.locations();

    @BeforeEach
    void twoMoreLocations() {
        locations.create(new NewLocation("berlin", "Berlin", 10, true, false));
        locations.create(new NewLocation("hamburg", "Hamburg", 20, true, false));
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void eachLocationHasALedgerOfItsOwn() {
        Variant variant = shop.variant(10);

        LedgerEntry received = berlin.receive(variant.id(), 5, "DN-1");
        LedgerEntry lost = berlin.adjust(variant.id(), -2, "broken", null);
        LedgerEntry counted = berlin.set(variant.id(), 4, 3, "count", null).orElseThrow();

        assertThat(received.location()).isEqualTo("berlin");
        assertThat(received.version()).isOne();
        assertThat(berlin.movements(variant.id(), PageRequest.first()).items())
                .containsExactly(counted, lost, received);
        assertThat(inventory.movements(variant.id(), PageRequest.first()).items())
                .extracting(LedgerEntry::location, LedgerEntry::stockAfter)
                .containsExactly(tuple("default", 10));
        assertThat(berlin.level(variant.id()).stockQuantity()).isEqualTo(4);
        assertThat(inventory.level(variant.id()).stockQuantity()).isEqualTo(10);
        assertThat(berlin.levelAt(variant.id(), null).stockQuantity()).isEqualTo(4);
    }

    @Test
    void theStockOfALocationAtATimeIsInItsLedger() {
        Variant variant = shop.variant(10);
        Instant before = shop.clock.instant();
        shop.letExpire();
        berlin.receive(variant.id(), 5, null);

        assertThat(berlin.levelAt(variant.id(), before).stockQuantity()).isZero();
        assertThat(berlin.levelAt(variant.id(), shop.clock.instant()).stockQuantity())
                .isEqualTo(5);
        assertThat(berlin.levelAt(variant.id(), shop.clock.instant()).location())
                .isEqualTo("berlin");
        assertThat(inventory.levelAt(variant.id(), before).stockQuantity()).isEqualTo(10);
    }

    @Test
    void whereThereNeverWasAnyStockThereIsNone() {
        Variant variant = shop.variant(10);

        assertThat(berlin.level(variant.id()))
                .extracting(StockLevel::location, StockLevel::stockQuantity, StockLevel::availableQuantity)
                .containsExactly("berlin", 0, 0);
        assertThat(berlin.movements(variant.id(), PageRequest.first()).items()).isEmpty();
        assertThat(berlin.levelAt(variant.id(), null).version()).isZero();
        assertThatThrownBy(() -> berlin.adjust(variant.id(), -1, "lost", null))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.shortages()).containsExactly(new Shortage(variant.id(), 1, 0, "berlin")))
                .hasMessageContaining("at berlin");
        assertThat(berlin.set(variant.id(), 0, 0, "count", null)).isEmpty();
        assertThatThrownBy(() -> berlin.set(variant.id(), 3, 2, "count", null))
                .isInstanceOf(StockChangedException.class);
        assertThat(shop.count("select count(*) from #stock where variant_id = " + variant.id()))
                .as("what is refused, or changes nothing, opens no counter")
                .isOne();
    }

    @Test
    void whatDoesNotExistIsNamed() {
        Variant variant = shop.variant(10);
        Inventory nowhere = inventory.at("berln");

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> nowhere.receive(variant.id(), 1, null),
                () -> nowhere.adjust(variant.id(), 1, "found", null),
                () -> nowhere.set(variant.id(), 1, null, "count", null),
                () -> nowhere.level(variant.id()),
                () -> nowhere.levelAt(variant.id(), null),
                () -> nowhere.movements(variant.id(), PageRequest.first()),
                () -> inventory.at("\u0000").level(variant.id()))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/location"));
        }
        assertThatThrownBy(() -> nowhere.level(variant.id())).hasMessageContaining("\"berln\" is not a location");
        assertThatThrownBy(() -> berlin.receive(999, 1, null)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> berlin.level(999)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> berlin.movements(999, PageRequest.first())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> inventory.levels(
                        new StockFilter(List.of(), List.of(), List.of("berlin", "berln")), PageRequest.first()))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/locations"));
        assertThat(shop.count("select count(*) from #stock where variant_id = " + variant.id()))
                .isOne();
    }

    @Test
    void aClosedLocationReceivesNothingAndIsCountedAndEmptied() {
        Variant variant = shop.variant(10);
        berlin.receive(variant.id(), 5, null);
        locations.change("berlin", LocationChange.active(false));

        assertThatThrownBy(() -> berlin.receive(variant.id(), 1, null))
                .isInstanceOfSatisfying(
                        LocationInactiveException.class,
                        e -> assertThat(e.facts()).isEqualTo(Map.of("location", "berlin")));
        berlin.adjust(variant.id(), 1, "found", null);
        berlin.set(variant.id(), 0, 6, "cleared", null);
        assertThat(berlin.level(variant.id()).stockQuantity()).isZero();
    }

    @Test
    void manyAtOnceOpenOneCounter() throws Exception {
        Variant variant = shop.variant(0);
        // Commands for one variant are combined in a server, so that only those of several compete.
        List<Inventory> servers = Stream.generate(() -> shop.builder().build().inventory())
                .limit(4)
                .toList();

        Threads.all(
                12,
                number -> servers.get(number % 4)
                        .at(number % 2 == 0 ? "berlin" : "hamburg")
                        .receive(variant.id(), 1, null));

        assertThat(berlin.level(variant.id()).stockQuantity()).isEqualTo(6);
        assertThat(inventory.at("hamburg").level(variant.id()).stockQuantity()).isEqualTo(6);
        assertThat(berlin.movements(variant.id(), PageRequest.first()).items())
                .extracting(LedgerEntry::version)
                .containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void levelsAreSummedOverLocationsAndShownAtEach() {
        Variant tee = shop.variant(10);
        Variant mug = shop.variant(3);
        berlin.receive(tee.id(), 5, null);
        inventory.at("hamburg").receive(tee.id(), 2, null);
        shop.cartWith(tee, 4);

        List<StockLevels> all =
                inventory.levels(StockFilter.all(), PageRequest.first()).items();
        assertThat(all)
                .extracting(
                        StockLevels::sku,
                        StockLevels::stockQuantity,
                        StockLevels::reservedQuantity,
                        StockLevels::availableQuantity)
                .containsExactly(tuple(tee.sku(), 17L, 4L, 6L), tuple(mug.sku(), 3L, 0L, 3L));
        assertThat(all.get(0).locations())
                .extracting(StockLevel::location, StockLevel::stockQuantity, StockLevel::availableQuantity)
                .containsExactly(tuple("berlin", 5, 0), tuple("hamburg", 2, 0), tuple("default", 10, 6));

        StockFilter two = new StockFilter(List.of(), List.of(), List.of("hamburg", "berlin"));
        assertThat(inventory.levels(two, PageRequest.first()).items())
                .extracting(StockLevels::variantId, StockLevels::stockQuantity, StockLevels::availableQuantity)
                .containsExactly(tuple(tee.id(), 7L, 0L), tuple(mug.id(), 0L, 0L));
        StockFilter one = new StockFilter(List.of(), List.of(mug.sku()), List.of("default"));
        assertThat(inventory.levels(one, PageRequest.first()).items())
                .extracting(StockLevels::variantId, StockLevels::availableQuantity)
                .containsExactly(tuple(mug.id(), 3L));
        String cursor =
                inventory.levels(StockFilter.all(), PageRequest.first(1)).nextCursor();
        assertThat(inventory
                        .levels(StockFilter.all(), new PageRequest(1, cursor))
                        .items())
                .extracting(StockLevels::variantId)
                .containsExactly(mug.id());
    }

    @Test
    void onlyWhatCanBeSoldIsAvailable() {
        Variant sold = shop.variant(10);
        Variant elsewhere = shop.variant(0);
        berlin.receive(sold.id(), 5, null);
        berlin.receive(elsewhere.id(), 5, null);
        shop.cartWith(sold, 4);
        shop.letExpire();

        assertThat(shop.now(sold))
                .extracting(Variant::stockQuantity, Variant::reservedQuantity, Variant::availableQuantity)
                .containsExactly(15, 0, 10);
        assertThat(shop.now(elsewhere))
                .extracting(Variant::stockQuantity, Variant::availableQuantity)
                .containsExactly(5, 0);
        assertThatThrownBy(() -> shop.cartWith(elsewhere, 1))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isZero());
        VariantFilter available =
                new VariantFilter(List.of(), List.of(), List.of(), null, null, Map.of(), true, null, null);
        assertThat(shop.holdfast
                        .catalog()
                        .variants(available, PageRequest.first())
                        .items())
                .extracting(Variant::id)
                .containsExactly(sold.id());
        assertThat(shop.holdfast
                        .catalog()
                        .productWithVariants(elsewhere.productId())
                        .availableQuantity())
                .isZero();
    }

    @Test
    void stockOfManyFullLocationsStaysANumber() {
        Variant variant = shop.variant(0);
        for (String location : List.of("default", "berlin", "hamburg")) {
            inventory.at(location).receive(variant.id(), Limits.STOCK, null);
        }

        assertThat(shop.now(variant).stockQuantity()).isEqualTo(Integer.MAX_VALUE);
        assertThat(shop.now(variant).availableQuantity()).isEqualTo(Limits.STOCK);
        assertThat(inventory
                        .levels(StockFilter.all(), PageRequest.first())
                        .items()
                        .get(0)
                        .stockQuantity())
                .isEqualTo(3_000_000_000L);
        assertThatThrownBy(() -> berlin.receive(variant.id(), 1, null)).isInstanceOf(InvalidInputException.class);
    }
}
