package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.CheckoutSessions;
import dev.holdfast.checkout.Completion;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.checkout.SessionStatus;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.inventory.Shortage;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemCondition;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.order.Orders;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kits that are bought, and what becomes of their components. */
class KitOrdersTest {
    private static final Duration LENGTH = Duration.ofMinutes(30);

    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();
    private final Orders orders = shop.holdfast.orders();
    private final CheckoutSessions sessions = shop.holdfast.checkoutSessions();
    private final Kits kits = shop.holdfast.kits();
    private final Variant racket = shop.variant(5);
    private final Variant ball = shop.variant(10);
    private final Variant set = shop.variant(0);

    KitOrdersTest() {
        kits.change(set.id(), List.of(new ComponentUnits(racket.id(), 2), new ComponentUnits(ball.id(), 3)));
    }

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    private List<Integer> onHand() {
        return List.of(
                shop.now(racket).stockQuantity(),
                shop.now(ball).stockQuantity(),
                shop.now(set).stockQuantity());
    }

    private List<Integer> reserved() {
        return List.of(
                shop.now(racket).reservedQuantity(),
                shop.now(ball).reservedQuantity(),
                shop.now(set).reservedQuantity());
    }

    private List<MovementKind> kinds(Variant variant) {
        return inventory.movements(variant.id(), PageRequest.first(20)).items().stream()
                .map(LedgerEntry::kind)
                .toList();
    }

    @Test
    void whatIsSoldAreTheComponents() {
        Order order = shop.checkOut(shop.cartWith(set, 2));

        assertThat(onHand()).containsExactly(1, 4, 0);
        assertThat(reserved()).containsExactly(0, 0, 0);
        OrderItem item = order.items().get(0);
        assertThat(item.variantId()).isEqualTo(set.id());
        assertThat(item.quantity()).isEqualTo(2);
        assertThat(item.sources())
                .containsExactly(
                        new OrderItem.Source(racket.id(), "default", 4, 0, null),
                        new OrderItem.Source(ball.id(), "default", 6, 0, null));
        assertThat(orders.get(order.id())).isEqualTo(order);
        assertThat(kinds(racket)).startsWith(MovementKind.SOLD, MovementKind.RESERVED);
        assertThat(kinds(set)).containsExactly(MovementKind.RELEASED, MovementKind.RESERVED, MovementKind.UNTRACKED);
    }

    @Test
    void aKitOfOneComponentIsNoPlainVariant() {
        Variant pair = shop.variant(0);
        kits.change(pair.id(), List.of(new ComponentUnits(racket.id(), 1)));
        long order = shop.checkOut(shop.cartWith(pair, 3)).id();
        assertThat(onHand()).containsExactly(2, 10, 0);

        orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));
        orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 2)));

        assertThat(onHand()).containsExactly(5, 10, 0);
    }

    @Test
    void whatIsCancelledAndReturnedComesBackToWhereItCameFrom() {
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 10, true));
        inventory.at("berlin").receive(racket.id(), 3, null);
        inventory.at("berlin").receive(ball.id(), 2, null);
        long order = shop.checkOut(shop.cartWith(set, 4)).id();
        assertThat(inventory.at("berlin").level(racket.id()).stockQuantity()).isZero();
        assertThat(onHand()).containsExactly(0, 0, 0);

        orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));
        assertThat(onHand()).containsExactly(2, 3, 0);
        orders.fulfil(order, NewFulfilment.all());
        orders.takeBack(order, NewReturn.of(new ReturnedUnits(ItemUnits.of(1, 1), ItemCondition.DAMAGED)));
        assertThat(onHand()).containsExactly(2, 3, 0);
        orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 2)));

        assertThat(onHand()).containsExactly(6, 9, 0);
        assertThat(inventory.at("berlin").level(racket.id()).stockQuantity()).isEqualTo(1);
        assertThat(inventory.at("berlin").level(ball.id()).stockQuantity()).isZero();
    }

    @Test
    void aPartOfAnItemIsBought() {
        long cart = shop.cartWith(set, 2);

        shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(new CheckoutItem(1, 1))));

        assertThat(onHand()).containsExactly(3, 7, 0);
        assertThat(reserved()).containsExactly(2, 3, 1);
        shop.checkOut(cart);
        assertThat(onHand()).containsExactly(1, 4, 0);
    }

    @Test
    void anOrderKeepsWhatTheKitWas() {
        long order = shop.checkOut(shop.cartWith(set, 2)).id();
        kits.change(set.id(), List.of());
        inventory.receive(set.id(), 7, null);

        orders.cancel(order, NewCancellation.all());

        assertThat(onHand()).containsExactly(5, 10, 7);
    }

    @Test
    void anOrderThatIsNotPaidInTimeGivesAllComponentsBack() {
        Duration day = Duration.ofDays(1);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(set, 2))
                        .withPayBy(shop.clock.instant().plus(day)));
        shop.clock.advance(day);

        assertThat(onHand()).containsExactly(5, 10, 0);
        assertThat(shop.now(set).availableQuantity()).isEqualTo(2);
        shop.cartWith(racket, 5);
        assertThat(onHand()).containsExactly(5, 10, 0);
        assertThat(reserved()).containsExactly(5, 0, 0);
        shop.sweep();
        assertThat(onHand()).containsExactly(5, 10, 0);
    }

    private CheckoutSession begin(long cart) {
        return sessions.begin(NewCheckoutSession.of(cart));
    }

    private NewPayment paid(String amount, String reference) {
        return new NewPayment(PaymentKind.CAPTURED, new BigDecimal(amount), reference);
    }

    @Test
    void aSessionSellsTheComponentsThatItsCartHolds() {
        CheckoutSession session = begin(shop.cartWith(set, 2));

        Order order = sessions.complete(session.id(), paid("20.00", "a"), false).order();

        assertThat(order.items().get(0).sources())
                .extracting(OrderItem.Source::variantId, OrderItem.Source::quantity)
                .containsExactly(tuple(racket.id(), 4), tuple(ball.id(), 6));
        assertThat(onHand()).containsExactly(1, 4, 0);
        assertThat(reserved()).containsExactly(0, 0, 0);
    }

    @Test
    void aLateSessionTakesTheComponentsThatWereFrozen() {
        CheckoutSession session = begin(shop.cartWith(set, 2));
        shop.clock.advance(LENGTH);
        shop.sweep();
        kits.change(set.id(), List.of());

        Order order = sessions.complete(session.id(), paid("20.00", "a"), false).order();

        assertThat(order.items().get(0).sources())
                .extracting(OrderItem.Source::variantId, OrderItem.Source::quantity)
                .containsExactly(tuple(racket.id(), 4), tuple(ball.id(), 6));
        assertThat(onHand()).containsExactly(1, 4, 0);
    }

    @Test
    void aLateSessionFallsShortIfAComponentIsGone() {
        CheckoutSession session = begin(shop.cartWith(set, 2));
        shop.clock.advance(LENGTH);
        long other = shop.cartWith(racket, 3);

        Completion done = sessions.complete(session.id(), paid("20.00", "a"), false);

        assertThat(done.order()).isNull();
        assertThat(done.session().status()).isEqualTo(SessionStatus.SHORTFALL);
        assertThat(done.session().shortages()).singleElement().satisfies(shortage -> {
            assertThat(shortage.variantId()).isEqualTo(set.id());
            assertThat(shortage.requested()).isEqualTo(2);
            assertThat(shortage.available()).isEqualTo(1);
            assertThat(shortage.component()).isEqualTo(new Shortage.Component(racket.id(), racket.sku(), 4, 2));
        });
        assertThat(sessions.get(session.id()).shortages())
                .isEqualTo(done.session().shortages());
        assertThat(onHand()).containsExactly(5, 10, 0);
        shop.holdfast.carts().delete(other);
        assertThat(sessions.complete(session.id(), null, true).order()).isNotNull();
        assertThat(onHand()).containsExactly(1, 4, 0);
    }

    @Test
    void aLateSessionSharesAComponentAmongItsItems() {
        long cart = shop.cartWith(racket, 1);
        shop.put(cart, set, 2);
        CheckoutSession session = begin(cart);
        shop.clock.advance(LENGTH);
        inventory.adjust(racket.id(), -1, "lost", null);

        Completion done = sessions.complete(session.id(), paid("30.00", "a"), false);

        assertThat(done.session().status()).isEqualTo(SessionStatus.SHORTFALL);
        assertThat(done.session().shortages())
                .singleElement()
                .satisfies(shortage -> assertThat(shortage.variantId()).isEqualTo(racket.id()));
        inventory.receive(racket.id(), 1, null);
        assertThat(sessions.complete(session.id(), null, true).order()).isNotNull();
        assertThat(onHand()).containsExactly(0, 4, 0);
    }

    @Test
    void aKitIsGivenAway() {
        Variant tee = shop.variant(9);
        shop.rule("{'code': 'sets', 'discount': {'type': 'gift', 'variant': " + set.id()
                + ", 'quantity': 1, 'buy': {'variants': [" + tee.id() + "], 'quantity': 2}}}");
        long cart = shop.cartWith(tee, 2);

        assertThat(reserved()).containsExactly(2, 3, 1);
        shop.put(cart, tee, 4);
        assertThat(reserved()).containsExactly(4, 6, 2);
        // A third set would need two more rackets than there are.
        shop.put(cart, tee, 6);
        assertThat(reserved()).containsExactly(4, 6, 2);
        shop.put(cart, tee, 2);
        assertThat(reserved()).containsExactly(2, 3, 1);
        shop.checkOut(cart);
        assertThat(onHand()).containsExactly(3, 7, 0);
    }
}
