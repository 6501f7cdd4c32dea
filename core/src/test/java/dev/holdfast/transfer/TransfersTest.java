package dev.holdfast.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.inventory.Shortage;
import dev.holdfast.inventory.StockFilter;
import dev.holdfast.inventory.StockLevel;
import dev.holdfast.inventory.StockLevels;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.LocationInactiveException;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private final TestShop shop = new TestShop();
    private final Transfers transfers = shop.holdfast.transfers();
    private final Inventory inventory = shop.holdfast.inventory();
    private final Inventory berlin = inventory.at("berlin");

    @BeforeEach
    void anotherLocation() {
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void unitsArriveAtOnce() {
        Variant variant = shop.variant(10);

        Transfer sent = shop.holdfast
                .as("ann")
                .transfers()
                .create(new NewTransfer(variant.id(), "default", "berlin", 4, "T-1", TransferStatus.RECEIVED));

        assertThat(sent.status()).isEqualTo(TransferStatus.RECEIVED);
        assertThat(sent.receivedQuantity()).isEqualTo(4);
        assertThat(sent.inTransitQuantity()).isZero();
        assertThat(sent.actor()).isEqualTo("ann");
        assertThat(sent.shippedAt()).isEqualTo(TestShop.START);
        assertThat(sent.receivedAt()).isEqualTo(TestShop.START);
        assertThat(transfers.get(sent.id())).isEqualTo(sent);
        LedgerEntry out = newest(inventory, variant);
        LedgerEntry in = newest(berlin, variant);
        assertThat(out.kind()).isEqualTo(MovementKind.TRANSFERRED_OUT);
        assertThat(out.stockDelta()).isEqualTo(-4);
        assertThat(out.stockAfter()).isEqualTo(6);
        assertThat(in.kind()).isEqualTo(MovementKind.TRANSFERRED_IN);
        assertThat(in.stockAfter()).isEqualTo(4);
        assertThat(List.of(out, in)).allSatisfy(entry -> {
            assertThat(entry.transferId()).isEqualTo(sent.id());
            assertThat(entry.reference()).isEqualTo("T-1");
            assertThat(entry.actor()).isEqualTo("ann");
        });
    }

    @Test
    void unitsInTransitAreNobodysToSell() {
        Variant variant = shop.variant(10);

        Transfer shipped = transfers.create(NewTransfer.shipped(variant.id(), "default", "berlin", 8));

        assertThat(shipped.status()).isEqualTo(TransferStatus.SHIPPED);
        assertThat(shipped.inTransitQuantity()).isEqualTo(8);
        assertThat(shipped.receivedAt()).isNull();
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(2);
        assertThat(shop.now(variant).availableQuantity()).isEqualTo(2);
        assertThatThrownBy(() -> shop.cartWith(variant, 3)).isInstanceOf(InsufficientStockException.class);
        StockLevels levels = levels(variant);
        assertThat(levels.inTransitQuantity()).isEqualTo(8);
        assertThat(levels.locations())
                .extracting(StockLevel::location, StockLevel::stockQuantity, StockLevel::inTransitQuantity)
                .containsExactly(tuple("default", 2, 0L), tuple("berlin", 0, 8L));

        Transfer received = transfers.receive(shipped.id(), TransferReceipt.all());
        assertThat(received.status()).isEqualTo(TransferStatus.RECEIVED);
        assertThat(levels(variant).inTransitQuantity()).isZero();
        assertThat(berlin.level(variant.id()).stockQuantity()).isEqualTo(8);
    }

    @Test
    void someComeSomeAreLostAndTheOthersFollow() {
        Variant variant = shop.variant(10);
        long id = transfers
                .create(NewTransfer.shipped(variant.id(), "default", "berlin", 8))
                .id();

        shop.clock.advance(Duration.ofHours(1));
        Transfer some = transfers.receive(id, TransferReceipt.of(3));
        assertThat(some.status()).isEqualTo(TransferStatus.SHIPPED);
        assertThat(some.inTransitQuantity()).isEqualTo(5);
        assertThat(some.receivedAt()).isEqualTo(shop.clock.instant());

        Transfer lost = transfers.receive(id, new TransferReceipt(0, 1, "fell off the lorry"));
        assertThat(lost.lostQuantity()).isOne();
        List<LedgerEntry> ledger =
                berlin.movements(variant.id(), PageRequest.first()).items();
        assertThat(ledger)
                .extracting(LedgerEntry::kind, LedgerEntry::stockDelta, LedgerEntry::reason)
                .containsExactly(
                        tuple(MovementKind.ADJUSTED, -1, "fell off the lorry"),
                        tuple(MovementKind.TRANSFERRED_IN, 1, null),
                        tuple(MovementKind.TRANSFERRED_IN, 3, null));
        assertThat(ledger).allSatisfy(entry -> assertThat(entry.transferId()).isEqualTo(id));

        Transfer last = transfers.receive(id, new TransferReceipt(null, 1, null));
        assertThat(last.status()).isEqualTo(TransferStatus.RECEIVED);
        assertThat(last.receivedQuantity()).isEqualTo(6);
        assertThat(last.lostQuantity()).isEqualTo(2);
        assertThat(berlin.level(variant.id()).stockQuantity()).isEqualTo(6);
        assertThat(newest(berlin, variant).reason()).isEqualTo("lost in transit");
    }

    @Test
    void moreThanIsInTransitCannotCome() {
        Variant variant = shop.variant(10);
        long id = transfers
                .create(NewTransfer.shipped(variant.id(), "default", "berlin", 5))
                .id();
        transfers.receive(id, TransferReceipt.of(3));

        for (TransferReceipt receipt :
                List.of(TransferReceipt.of(3), new TransferReceipt(2, 1, null), new TransferReceipt(null, 3, null))) {
            assertThatThrownBy(() -> transfers.receive(id, receipt))
                    .isInstanceOfSatisfying(
                            NotInTransitException.class,
                            e -> assertThat(e.facts())
                                    .isEqualTo(Map.of(
                                            "transfer_id",
                                            id,
                                            "requested",
                                            3L,
                                            "in_transit_quantity",
                                            2,
                                            "received_quantity",
                                            3,
                                            "lost_quantity",
                                            0,
                                            "transfer_status",
                                            "shipped")));
        }
        transfers.receive(id, TransferReceipt.all());
        assertThatThrownBy(() -> transfers.receive(id, TransferReceipt.all()))
                .isInstanceOfSatisfying(
                        NotInTransitException.class,
                        e -> assertThat(e.facts()).containsEntry("transfer_status", "received"));
        assertThatThrownBy(() -> transfers.receive(999, TransferReceipt.all())).isInstanceOf(NotFoundException.class);
        assertThat(berlin.level(variant.id()).stockQuantity()).isEqualTo(5);
    }

    @Test
    void unitsThatCartsHoldStayAndThoseOfExpiredReservationsGo() {
        Variant variant = shop.variant(10);
        long expired = shop.cartWith(variant, 3);
        shop.letExpire();
        shop.cartWith(variant, 4);

        assertThatThrownBy(() -> transfers.create(NewTransfer.of(variant.id(), "default", "berlin", 7)))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.shortages()).containsExactly(new Shortage(variant.id(), 7, 6, "default")));
        assertThat(shop.count("select count(*) from #transfers")).isZero();
        assertThat(shop.count("select count(*) from #stock where location_id <> 1"))
                .as("a refusal writes nothing")
                .isZero();

        transfers.create(NewTransfer.of(variant.id(), "default", "berlin", 6));
        assertThat(inventory.level(variant.id()))
                .extracting(StockLevel::stockQuantity, StockLevel::reservedQuantity)
                .containsExactly(4, 4);
        assertThat(shop.show(expired).expiredItems()).hasSize(1);
    }

    @Test
    void unitsOfAnOrderThatWasNotPaidInTimeCanGo() {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 5);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart).withPayBy(shop.clock.instant().plusSeconds(60)));
        assertThatThrownBy(() -> transfers.create(NewTransfer.of(variant.id(), "default", "berlin", 1)))
                .isInstanceOf(InsufficientStockException.class);

        shop.clock.advance(Duration.ofMinutes(2));
        transfers.create(NewTransfer.of(variant.id(), "default", "berlin", 5));
        assertThat(berlin.level(variant.id()).stockQuantity()).isEqualTo(5);
    }

    @Test
    void unitsComeBackToTheLocationThatTheyWereSoldFrom() {
        Variant variant = shop.variant(5);
        long order = shop.checkOut(shop.cartWith(variant, 2)).id();
        transfers.create(NewTransfer.of(variant.id(), "default", "berlin", 3));

        shop.holdfast.orders().cancel(order, NewCancellation.all());

        assertThat(inventory.level(variant.id()).stockQuantity()).isEqualTo(2);
        assertThat(berlin.level(variant.id()).stockQuantity()).isEqualTo(3);
    }

    @Test
    void badInputIsNamed() {
        Variant variant = shop.variant(5);
        long id = transfers
                .create(NewTransfer.shipped(variant.id(), "default", "berlin", 1))
                .id();

        assertInvalid("/quantity", () -> transfers.create(NewTransfer.of(variant.id(), "default", "berlin", 0)));
        assertInvalid("/to", () -> transfers.create(NewTransfer.of(variant.id(), "berlin", "berlin", 1)));
        assertInvalid("/from", () -> transfers.create(NewTransfer.of(variant.id(), "paris", "berlin", 1)));
        assertInvalid("/to", () -> transfers.create(NewTransfer.of(variant.id(), "berlin", "Paris!", 1)));
        assertInvalid("/quantity", () -> transfers.receive(id, TransferReceipt.of(0)));
        assertInvalid("/quantity", () -> transfers.receive(id, TransferReceipt.of(-1)));
        assertInvalid("/lost_quantity", () -> transfers.receive(id, new TransferReceipt(null, -1, null)));
        assertInvalid("/reason", () -> transfers.receive(id, new TransferReceipt(1, 0, "none was lost")));
        assertInvalid(
                "/location", () -> transfers.list(new TransferFilter(null, null, "paris", null), PageRequest.first()));
        assertThatThrownBy(() -> transfers.create(NewTransfer.of(999, "default", "berlin", 1)))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> transfers.get(999)).isInstanceOf(NotFoundException.class);
    }

    private static void assertInvalid(String pointer, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors().get(0).pointer()).isEqualTo(pointer));
    }

    @Test
    void nothingIsSentToAClosedLocationAndWhatIsOnItsWayArrives() {
        Variant variant = shop.variant(5);
        long id = transfers
                .create(NewTransfer.shipped(variant.id(), "default", "berlin", 2))
                .id();
        shop.holdfast.locations().change("berlin", LocationChange.active(false));

        assertThatThrownBy(() -> transfers.create(NewTransfer.of(variant.id(), "default", "berlin", 1)))
                .isInstanceOf(LocationInactiveException.class);
        transfers.receive(id, TransferReceipt.all());
        transfers.create(NewTransfer.of(variant.id(), "berlin", "default", 2));
        assertThat(inventory.level(variant.id()).stockQuantity()).isEqualTo(5);
    }

    @Test
    void whatCannotLieThereDoesNotArrive() {
        Variant variant = shop.variant(5);
        berlin.receive(variant.id(), Limits.STOCK - 1, null);
        long id = transfers
                .create(NewTransfer.shipped(variant.id(), "default", "berlin", 2))
                .id();

        assertInvalid("/quantity", () -> transfers.create(NewTransfer.of(variant.id(), "default", "berlin", 2)));
        assertInvalid("/quantity", () -> transfers.receive(id, TransferReceipt.all()));
        transfers.receive(id, TransferReceipt.of(1));
        assertThat(transfers.get(id).inTransitQuantity()).isOne();
    }

    @Test
    void transfersAreListedNewestFirst() {
        Variant tee = shop.variant(10);
        Variant mug = shop.variant(10);
        long first = transfers
                .create(new NewTransfer(tee.id(), "default", "berlin", 1, "T-1", TransferStatus.SHIPPED))
                .id();
        long second = transfers
                .create(NewTransfer.of(mug.id(), "default", "berlin", 1))
                .id();
        long third = transfers
                .create(NewTransfer.shipped(tee.id(), "default", "berlin", 1))
                .id();

        assertThat(ids(TransferFilter.all())).containsExactly(third, second, first);
        assertThat(ids(new TransferFilter(TransferStatus.SHIPPED, null, null, null)))
                .containsExactly(third, first);
        assertThat(ids(new TransferFilter(null, mug.id(), null, null))).containsExactly(second);
        assertThat(ids(new TransferFilter(null, null, "berlin", "T-1"))).containsExactly(first);
        String cursor =
                transfers.list(TransferFilter.all(), PageRequest.first(2)).nextCursor();
        assertThat(transfers
                        .list(TransferFilter.all(), new PageRequest(2, cursor))
                        .items())
                .extracting(Transfer::id)
                .containsExactly(first);
    }

    private List<Long> ids(TransferFilter filter) {
        return transfers.list(filter, PageRequest.first()).items().stream()
                .map(Transfer::id)
                .toList();
    }

    @Test
    void atAnyTimeWhatIsSoldAndInTransitAddsUp() {
        Variant variant = shop.variant(20);
        List<Instant> times = new ArrayList<>();
        List<Runnable> steps = List.of(
                () -> transfers.create(NewTransfer.shipped(variant.id(), "default", "berlin", 6)),
                () -> shop.checkOut(shop.cartWith(variant, 3)),
                () -> transfers.receive(onlyOpen(), TransferReceipt.of(4)),
                () -> transfers.create(NewTransfer.of(variant.id(), "berlin", "default", 2)),
                () -> transfers.receive(onlyOpen(), new TransferReceipt(1, 1, null)));
        for (Runnable step : steps) {
            shop.clock.advance(Duration.ofMinutes(1));
            step.run();
            times.add(shop.clock.instant());
        }

        int[] inTransit = {6, 6, 2, 2, 0};
        int[] sold = {0, 3, 3, 3, 3};
        int[] lost = {0, 0, 0, 0, 1};
        for (int i = 0; i < times.size(); i++) {
            int there = inventory.levelAt(variant.id(), times.get(i)).stockQuantity()
                    + berlin.levelAt(variant.id(), times.get(i)).stockQuantity();
            assertThat(there + inTransit[i] + sold[i] + lost[i])
                    .as("after step %d", i + 1)
                    .isEqualTo(20);
            assertThat(shop.count("select -coalesce(sum(stock_delta), 0) from #stock_ledger where kind in"
                            + " ('transferred_out', 'transferred_in') and at <= '" + times.get(i) + "'"))
                    .isEqualTo(inTransit[i]);
        }
    }

    private long onlyOpen() {
        return ids(new TransferFilter(TransferStatus.SHIPPED, null, null, null)).get(0);
    }

    private StockLevels levels(Variant variant) {
        return inventory
                .levels(new StockFilter(List.of(variant.id()), List.of(), List.of()), PageRequest.first())
                .items()
                .get(0);
    }

    private static LedgerEntry newest(Inventory at, Variant variant) {
        return at.movements(variant.id(), PageRequest.first(1)).items().get(0);
    }
}
