package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StockAtTest {
    private static final TestShop shop = new TestShop();
    private static final Inventory inventory = shop.holdfast.inventory();

    @Test
    void aMomentShowsWhatWasThereAndWhoHeldIt() {
        Variant variant = shop.variant(10);
        Instant stocked = shop.clock.instant();
        shop.clock.advance(Duration.ofMinutes(1));
        long few = shop.cartWith(variant, 2);
        long many = shop.cartWith(variant, 5);
        Instant held = shop.clock.instant();
        shop.clock.advance(Duration.ofMinutes(1));
        shop.checkOut(many);
        shop.put(few, variant, 1);

        StockAt then = inventory.levelAt(variant.id(), held);
        assertThat(inventory.levelAt(variant.id(), stocked.minusSeconds(1)))
                .isEqualTo(new StockAt(variant.id(), 1, "default", stocked.minusSeconds(1), 0, 0, 0, 0, List.of()));
        assertThat(inventory.levelAt(variant.id(), stocked).stockQuantity()).isEqualTo(10);
        assertThat(then.stockQuantity()).isEqualTo(10);
        assertThat(then.reservedQuantity()).isEqualTo(7);
        assertThat(then.holders()).containsExactly(new StockAt.Holder(many, 5), new StockAt.Holder(few, 2));
        assertThat(inventory.levelAt(variant.id(), held.plusSeconds(30)).version())
                .isEqualTo(then.version());
        assertThat(inventory.levelAt(variant.id(), null).stockQuantity()).isEqualTo(5);
        assertThat(inventory.levelAt(variant.id(), null).holders()).containsExactly(new StockAt.Holder(few, 1));
    }

    @Test
    void everyMomentOfALongLedgerIsTheLastEntryByThen() {
        Random random = new Random(7);
        Variant variant = shop.variant(1_000);
        long cart = shop.cart();
        Instant start = shop.clock.instant();
        for (int i = 0; i < 60; i++) {
            // Some movements have the same time.
            shop.clock.advance(Duration.ofSeconds(random.nextInt(4)));
            shop.put(cart, variant, 1 + random.nextInt(50));
        }
        List<LedgerEntry> newestFirst =
                inventory.movements(variant.id(), PageRequest.first(100)).items();

        for (Instant at = start; !at.isAfter(shop.clock.instant()); at = at.plusSeconds(1)) {
            Instant moment = at;
            LedgerEntry last = newestFirst.stream()
                    .filter(entry -> !entry.at().isAfter(moment))
                    .findFirst()
                    .orElseThrow();
            StockAt stock = inventory.levelAt(variant.id(), moment);
            assertThat(stock.version()).as("at " + moment).isEqualTo(last.version());
            assertThat(stock.reservedQuantity()).isEqualTo(last.reservedAfter());
        }
    }

    @Test
    void whereAClockWasSetBackTheAnswerIsAStateOfAboutThatTime() {
        Variant variant = shop.variant(0);
        Instant start = shop.clock.instant();
        for (int seconds : new int[] {0, 10, 20, 12, 14, 30}) {
            shop.clock.set(start.plusSeconds(seconds));
            inventory.receive(variant.id(), 1, null);
        }

        StockAt between = inventory.levelAt(variant.id(), start.plusSeconds(13));

        // The clock passed the moment between versions 2 and 3, and again between 4 and 5.
        assertThat(between.version()).isIn(2L, 4L);
        assertThat(between.stockQuantity()).isEqualTo((int) between.version());
        assertThat(inventory.levelAt(variant.id(), start.plusSeconds(13))).isEqualTo(between);
    }

    @Test
    void theFutureAndStrangersHaveNoStock() {
        Variant variant = shop.variant(0);

        assertThat(inventory.levelAt(variant.id(), null).version()).isZero();
        assertThatThrownBy(() -> inventory.levelAt(999_999, null)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() ->
                        inventory.levelAt(variant.id(), shop.clock.instant().plusSeconds(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("future");
    }
}
