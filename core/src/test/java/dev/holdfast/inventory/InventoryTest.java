package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final TestShop shop = new TestShop();
    private static final Inventory inventory = shop.holdfast.inventory();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void everyMovementIsInTheLedgerNewestFirst() {
        Variant variant = shop.variant(0);
        assertThat(inventory.movements(variant.id(), PageRequest.first()).items())
                .isEmpty();

        LedgerEntry received = inventory.receive(variant.id(), 10, "delivery 7");
        LedgerEntry lost = inventory.adjust(variant.id(), -3, "broken", null);
        LedgerEntry found = inventory.adjust(variant.id(), 1, "found", "count 8");
        long cart = shop.cartWith(variant, 5);
        shop.put(cart, variant, 2);
        Order order = shop.checkOut(cart);
        shop.cartWith(variant, 1);
        shop.letExpire();
        shop.sweep();

        List<LedgerEntry> ledger =
                inventory.movements(variant.id(), PageRequest.first()).items();
        assertThat(ledger)
                .extracting(LedgerEntry::kind)
                .containsExactly(
                        MovementKind.EXPIRED,
                        MovementKind.RESERVED,
                        MovementKind.SOLD,
                        MovementKind.RELEASED,
                        MovementKind.RESERVED,
                        MovementKind.ADJUSTED,
                        MovementKind.ADJUSTED,
                        MovementKind.RECEIVED);
        assertThat(ledger).extracting(LedgerEntry::version).containsExactly(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(ledger.subList(5, 8)).containsExactly(found, lost, received);
        assertThat(ledger.get(2).orderId()).isEqualTo(order.id());
        assertThat(ledger.get(2).cartId()).isEqualTo(cart);
        assertThat(ledger.get(2).stockDelta()).isEqualTo(-2);
        assertThat(ledger.get(2).reservedDelta()).isEqualTo(-2);
        assertThat(found.reason()).isEqualTo("found");
        assertThat(received.reference()).isEqualTo("delivery 7");
        assertThat(inventory.level(variant.id()))
                .isEqualTo(new StockLevel(variant.id(), 1, "default", 6, 0, 0, 6, true, null, 0));
    }

    @Test
    void theLedgerIsPagedByVersion() {
        Variant variant = shop.variant(1);
        for (int i = 0; i < 6; i++) {
            inventory.receive(variant.id(), 1, null);
        }
        List<Long> versions = new ArrayList<>();
        String cursor = null;
        do {
            Page<LedgerEntry> page = inventory.movements(variant.id(), new PageRequest(3, cursor));
            page.items().forEach(entry -> versions.add(entry.version()));
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(versions).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void whatIsHeldIsNotTakenAwayAndARefusalWritesNothing() {
        Variant variant = shop.variant(10);
        shop.cartWith(variant, 6);

        assertThatThrownBy(() -> inventory.adjust(variant.id(), -5, "lost", null))
                .isInstanceOfSatisfying(InsufficientStockException.class, e -> {
                    assertThat(e.requested()).isEqualTo(5);
                    assertThat(e.available()).isEqualTo(4);
                });
        assertThat(inventory.level(variant.id()))
                .isEqualTo(new StockLevel(variant.id(), 1, "default", 10, 6, 0, 4, true, null, 0));

        inventory.adjust(variant.id(), -4, "lost", null);
        assertThat(inventory.level(variant.id()).availableQuantity()).isZero();
    }

    @Test
    void whatHasExpiredIsReclaimedFirstTheOldestFirstAndNoMoreThanNeeded() {
        Variant variant = shop.variant(10);
        long first = shop.cartWith(variant, 3);
        shop.clock.advance(TestShop.HOLD.dividedBy(3));
        long second = shop.cartWith(variant, 3);
        shop.letExpire();
        long held = shop.cartWith(variant, 1);

        assertThatThrownBy(() -> inventory.adjust(variant.id(), -10, "lost", null))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(9));
        assertThat(shop.count("select count(*) from #expired_items where variant_id = " + variant.id()))
                .as("a refusal reclaims nothing")
                .isZero();

        inventory.adjust(variant.id(), -5, "lost", null);
        assertThat(shop.texts("select cart_id from #expired_items where variant_id = " + variant.id()))
                .containsExactly(Long.toString(first));
        assertThat(shop.texts(
                        "select cart_id from #cart_items where variant_id = " + variant.id() + " order by cart_id"))
                .containsExactly(Long.toString(second), Long.toString(held));
        assertThat(shop.show(second).expiredItems()).hasSize(1);
    }

    @Test
    void stockIsSetToWhatWasCounted() {
        Variant variant = shop.variant(10);
        shop.cartWith(variant, 3);
        shop.letExpire();
        shop.cartWith(variant, 4);

        LedgerEntry entry = inventory.set(variant.id(), 5, 10, "count", "C-17").orElseThrow();
        assertThat(entry.kind()).isEqualTo(MovementKind.ADJUSTED);
        assertThat(entry.stockDelta()).isEqualTo(-5);
        assertThat(entry.stockAfter()).isEqualTo(5);
        assertThat(entry.reason()).isEqualTo("count");
        assertThat(entry.reference()).isEqualTo("C-17");
        assertThat(inventory.level(variant.id()))
                .isEqualTo(new StockLevel(variant.id(), 1, "default", 5, 4, 0, 1, true, null, 0));

        assertThat(inventory.set(variant.id(), 5, null, "count", null)).isEmpty();
        assertThatThrownBy(() -> inventory.set(variant.id(), 9, 10, "count", null))
                .isInstanceOfSatisfying(
                        StockChangedException.class,
                        e -> assertThat(e.facts())
                                .containsEntry("expected_stock_quantity", 10)
                                .containsEntry("stock_quantity", 5));
        assertThatThrownBy(() -> inventory.set(variant.id(), 3, 5, "count", null))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.shortages()).containsExactly(new Shortage(variant.id(), 2, 1, "default")));
        assertThat(inventory.set(variant.id(), 4, 5, "count", null)).isPresent();
        assertThat(inventory.level(variant.id()).availableQuantity()).isZero();
    }

    @Test
    void ofTwoWhoExpectTheSameOnlyOneSetsIt() throws Exception {
        Variant variant = shop.variant(0);
        AtomicInteger set = new AtomicInteger();

        for (int round = 0; round < 20; round++) {
            int expected = round;
            Threads.all(4, number -> {
                try {
                    inventory.set(variant.id(), expected + 1, expected, "count", null);
                    set.incrementAndGet();
                } catch (StockChangedException e) {
                    assertThat(e.facts()).containsEntry("stock_quantity", expected + 1);
                }
            });
        }

        assertThat(set).hasValue(20);
        assertThat(inventory.level(variant.id()).stockQuantity()).isEqualTo(20);
    }

    @Test
    void stockHasAnUpperLimit() {
        Variant variant = shop.variant(Limits.STOCK - 1);

        inventory.receive(variant.id(), 1, null);
        refused("/quantity", () -> inventory.receive(variant.id(), 1, null));
        refused("/quantity", () -> inventory.adjust(variant.id(), Limits.STOCK, "found", null));
        inventory.adjust(variant.id(), -Limits.STOCK, "lost all", null);

        assertThat(inventory.level(variant.id()).stockQuantity()).isZero();
    }

    @Test
    void badInputIsNamedAllOfIt() {
        long id = shop.variant(5).id();

        refused("/quantity", () -> inventory.receive(id, 0, null));
        refused("/quantity", () -> inventory.receive(id, Integer.MIN_VALUE, null));
        refused("/quantity", () -> inventory.receive(id, Integer.MAX_VALUE, null));
        refused("/quantity", () -> inventory.adjust(id, 0, "nothing", null));
        refused("/quantity", () -> inventory.adjust(id, Integer.MIN_VALUE, "all", null));
        refused("/stock_quantity", () -> inventory.set(id, -1, null, "count", null));
        refused("/stock_quantity", () -> inventory.set(id, Limits.STOCK + 1, null, "count", null));
        refused("/expected_stock_quantity", () -> inventory.set(id, 1, -1, "count", null));
        refused("/reason", () -> inventory.set(id, 1, null, " ", null));
        refused("/reason", () -> inventory.adjust(id, 1, " ", null));
        refused("/reason", () -> inventory.adjust(id, 1, "x".repeat(501), null));
        refused("/reason", () -> inventory.adjust(id, 1, "NUL \0", null));
        refused("/reference", () -> inventory.receive(id, 1, "half \uD83D of a pair"));
        assertThatThrownBy(() -> inventory.adjust(id, 0, "", "\0"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly("/quantity", "/reason", "/reference"));
        assertThat(inventory.adjust(id, 1, "whole \uD83D\uDE00 pair", null).reason())
                .isEqualTo("whole \uD83D\uDE00 pair");
        assertThat(inventory.movements(id, PageRequest.first()).items()).hasSize(2);
    }

    @Test
    void aVariantThatDoesNotExistHasNeitherStockNorLedger() {
        assertNotFound(() -> inventory.receive(999_999, 1, null));
        assertNotFound(() -> inventory.adjust(999_999, -1, "lost", null));
        assertNotFound(() -> inventory.level(999_999));
        assertNotFound(() -> inventory.movements(999_999, PageRequest.first()));
        assertThatThrownBy(() -> inventory.movements(shop.variant(1).id(), new PageRequest(1, "9223372036854775808")))
                .isInstanceOf(InvalidInputException.class);
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).isEqualTo("variant_not_found"));
    }

    private static void refused(String pointer, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly(pointer));
    }
}
