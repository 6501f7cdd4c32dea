package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Limits;
import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.Cart;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.Orders;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Variants whose units are not counted. */
class UntrackedTest {
    private final TestShop shop = new TestShop();
    private final Orders orders = shop.holdfast.orders();
    private final Inventory inventory = shop.holdfast.inventory();

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void anybodyCanHaveAsManyAsTheyLikeAndNobodyWaits() {
        Variant ebook = untracked(2);
        long cart = shop.cartWith(ebook, 5);
        shop.cartWith(ebook, 900);

        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isZero();
        Order order = shop.checkOut(cart);

        assertThat(order.items().get(0).backorderedQuantity()).isZero();
        assertThat(kinds(ebook))
                .containsExactly(
                        MovementKind.SOLD,
                        MovementKind.ADJUSTED,
                        MovementKind.RESERVED,
                        MovementKind.RESERVED,
                        MovementKind.UNTRACKED,
                        MovementKind.RECEIVED);
        assertThat(inventory.level(ebook.id()))
                .isEqualTo(new StockLevel(ebook.id(), 1, "default", 2, 900, 0, Limits.STOCK - 900, false, null, 0));
        orders.fulfil(order.id(), NewFulfilment.all());
    }

    @Test
    void whatComesBackLeavesTheUnitsOnHandAsTheyAre() {
        Variant ebook = untracked(2);
        long order = shop.checkOut(shop.cartWith(ebook, 5)).id();

        orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 2)));
        orders.fulfil(order, NewFulfilment.all());
        orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 3)));

        assertThat(inventory.level(ebook.id()).stockQuantity()).isEqualTo(2);
        assertThat(kinds(ebook))
                .startsWith(
                        MovementKind.ADJUSTED,
                        MovementKind.RETURNED,
                        MovementKind.ADJUSTED,
                        MovementKind.RETURNED,
                        MovementKind.SOLD);
    }

    @Test
    void aVariantThatIsNotCountedIsAvailableWhateverIsOnHand() {
        Variant ebook = untracked(0);
        Variant tee = shop.variant(0);
        shop.cartWith(ebook, 3);

        assertThat(shop.now(ebook).availableQuantity()).isEqualTo(Limits.STOCK - 3);
        assertThat(shop.now(ebook).stockQuantity()).isZero();
        assertThat(shop.now(ebook).reservedQuantity()).isEqualTo(3);
        assertThat(available(true)).containsExactly(ebook.id());
        assertThat(available(false)).containsExactly(tee.id());
        shop.letExpire();
        assertThat(shop.now(ebook).availableQuantity()).isEqualTo(Limits.STOCK);
        shop.sweep();
        assertThat(shop.now(ebook).availableQuantity()).isEqualTo(Limits.STOCK);
        assertThat(inventory.level(ebook.id()).reservedQuantity()).isZero();
    }

    @Test
    void ordersNoLongerWaitOnceUnitsAreNotCounted() {
        Variant tee = shop.variant(1);
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withBackorderLimit(9));
        long first = shop.checkOut(shop.cartWith(tee, 3)).id();
        long second = shop.checkOut(shop.cartWith(tee, 2)).id();
        long cart = shop.cartWith(tee, 1);

        Supply supply = inventory.changeSupply(tee.id(), SupplyChange.NONE.withTracked(false));

        assertThat(supply).isEqualTo(new Supply(tee.id(), 1, 0, 9, null, false, null, 1));
        assertThat(List.of(first, second))
                .allSatisfy(order -> assertThat(orders.get(order).items().get(0).backorderedQuantity())
                        .isZero());
        List<LedgerEntry> entries =
                inventory.movements(tee.id(), PageRequest.first(5)).items();
        assertThat(entries)
                .extracting(LedgerEntry::kind)
                .containsExactly(
                        MovementKind.FILLED,
                        MovementKind.ADJUSTED,
                        MovementKind.FILLED,
                        MovementKind.ADJUSTED,
                        MovementKind.UNTRACKED);
        assertThat(entries).extracting(LedgerEntry::orderId).containsExactly(second, second, first, first, null);
        assertThat(shop.checkOut(cart).items().get(0).backorderedQuantity()).isZero();
        assertThat(inventory.level(tee.id()).stockQuantity()).isZero();
    }

    @Test
    void whatCartsHoldIsSoldAsThingsAreWhenItIsSold() {
        Variant tee = shop.variant(3);
        long early = shop.cartWith(tee, 2);
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withTracked(false));
        shop.put(early, tee, 1);
        shop.put(early, tee, 4);
        shop.checkOut(early);
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(3);
        long late = shop.cartWith(tee, 2);

        inventory.changeSupply(tee.id(), SupplyChange.NONE.withTracked(true));

        assertThat(inventory.level(tee.id()).availableQuantity()).isEqualTo(1);
        shop.checkOut(late);
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(1);
    }

    @Test
    void unitsAreCountedOnlyOnceAllThatCartsHoldIsOnHand() {
        Variant ebook = untracked(2);
        shop.cartWith(ebook, 5);
        shop.clock.advance(Duration.ofMinutes(1));
        long cart = shop.cartWith(ebook, 3);

        assertThatThrownBy(() -> inventory.changeSupply(
                        ebook.id(), SupplyChange.NONE.withSafetyStock(1).withTracked(true)))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.shortages()).containsExactly(new Shortage(ebook.id(), 8, 2, "default")));
        assertThat(inventory.supply(ebook.id())).isEqualTo(new Supply(ebook.id(), 1, 0, 0, null, false, null, 0));
        shop.clock.advance(TestShop.HOLD.minusMinutes(1));
        inventory.receive(ebook.id(), 1, null);

        inventory.changeSupply(ebook.id(), SupplyChange.NONE.withTracked(true));

        assertThat(inventory.level(ebook.id()).availableQuantity()).isZero();
        assertThat(shop.checkOut(cart).items().get(0).backorderedQuantity()).isZero();
        assertThat(inventory.level(ebook.id()).stockQuantity()).isZero();
    }

    @Test
    void nothingIsWrittenWhenNothingChanges() {
        Variant ebook = untracked(2);

        inventory.changeSupply(ebook.id(), SupplyChange.NONE.withTracked(false));

        assertThat(kinds(ebook)).containsExactly(MovementKind.UNTRACKED, MovementKind.RECEIVED);
        assertThat(shop.texts(
                        "select after::text from #audit_log where subject_kind = 'variant' and before is not null"))
                .containsExactly("{\"location\":\"default\",\"tracked\":false}");
    }

    @Test
    void whatIsOnHandCanBeCountedWhileCartsHoldMore() {
        Variant ebook = untracked(5);
        shop.cartWith(ebook, 9);

        inventory.adjust(ebook.id(), -3, "lost", null);
        inventory.set(ebook.id(), 1, 2, "counted", null);

        assertThat(inventory.level(ebook.id()).stockQuantity()).isEqualTo(1);
        assertThatThrownBy(() -> inventory.adjust(ebook.id(), -2, "lost", null))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(1));
    }

    @Test
    void aGiftIsGivenWithoutStock() {
        Variant ebook = untracked(0);
        Variant tee = shop.variant(5);
        shop.rule("{'code': 'bonus', 'target': 'item', 'discount': {'type': 'gift', 'variant': " + ebook.id()
                + ", 'quantity': 2, 'buy': {'variants': [" + tee.id() + "], 'quantity': 1}}}");

        Cart cart = shop.show(shop.cartWith(tee, 1));

        assertThat(cart.items()).hasSize(2);
        assertThat(cart.items().get(1).quantity()).isEqualTo(2);
        assertThat(shop.checkOut(cart.id()).items()).hasSize(2);
    }

    @Test
    void aLateSessionAndAnOverdueOrderAreNoDifferentFromOthers() {
        Variant ebook = untracked(1);
        String session = shop.holdfast
                .checkoutSessions()
                .begin(NewCheckoutSession.of(shop.cartWith(ebook, 2)))
                .id();
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(ebook, 3))
                        .withPayBy(shop.clock.instant().plus(Duration.ofDays(1))));
        shop.clock.advance(Duration.ofDays(1));

        StockLevel unswept = inventory.level(ebook.id());
        assertThat(unswept.stockQuantity()).isEqualTo(1);
        assertThat(shop.now(ebook).stockQuantity()).isEqualTo(1);
        shop.sweep();
        assertThat(inventory.level(ebook.id())).isEqualTo(unswept);
        Order order =
                shop.holdfast.checkoutSessions().complete(session, null, false).order();
        assertThat(order).isNotNull();
        assertThat(inventory.level(ebook.id()).stockQuantity()).isEqualTo(1);
    }

    @Test
    void anOrderWhoseTimeWasOverBeforeEndsAsThingsWere() {
        Variant ebook = untracked(1);
        Variant tee = shop.variant(5);
        for (Variant variant : List.of(ebook, tee)) {
            shop.holdfast
                    .checkout()
                    .place(CheckoutRequest.of(shop.cartWith(variant, 3))
                            .withPayBy(shop.clock.instant().plus(Duration.ofDays(1))));
        }
        shop.clock.advance(Duration.ofDays(1));

        inventory.changeSupply(ebook.id(), SupplyChange.NONE.withTracked(true));
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withTracked(false));
        shop.sweep();

        assertThat(inventory.level(ebook.id()).stockQuantity()).isEqualTo(1);
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(5);
    }

    @Test
    void oneLocationMayCountWhatAnotherDoesNot() {
        Variant tee = shop.variant(2);
        shop.holdfast.locations().create(NewLocation.of("maker", "Made to order"));
        inventory.at("maker").changeSupply(tee.id(), SupplyChange.NONE.withTracked(false));
        long small = shop.cartWith(tee, 1);

        long order = shop.checkOut(shop.cartWith(tee, 5)).id();
        shop.checkOut(small);

        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(1);
        assertThat(inventory.at("maker").level(tee.id()).availableQuantity()).isEqualTo(Limits.STOCK);
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(Limits.STOCK + 1);
        orders.cancel(order, NewCancellation.all());
        assertThat(inventory.at("maker").level(tee.id()).stockQuantity()).isZero();
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(1);
    }

    @Test
    void unitsAreCountedUntilServersOfTheVersionBeforeAreLockedOut() {
        Variant tee = shop.variant(1);
        shop.execute("create view #rule_book as select * from #versions");

        assertThatThrownBy(() -> inventory.changeSupply(tee.id(), SupplyChange.NONE.withTracked(false)))
                .isInstanceOf(MigrationNotFinishedException.class);
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withTracked(true));
        assertThat(inventory.supply(tee.id()).tracked()).isTrue();
    }

    private Variant untracked(int stock) {
        Variant variant = shop.variant(stock);
        inventory.changeSupply(variant.id(), SupplyChange.NONE.withTracked(false));
        return variant;
    }

    private List<Long> available(boolean wanted) {
        return shop
                .holdfast
                .catalog()
                .variants(VariantFilter.all().withAvailable(wanted), PageRequest.first(10))
                .items()
                .stream()
                .map(Variant::id)
                .toList();
    }

    private List<MovementKind> kinds(Variant variant) {
        return inventory.movements(variant.id(), PageRequest.first(100)).items().stream()
                .map(LedgerEntry::kind)
                .toList();
    }
}
