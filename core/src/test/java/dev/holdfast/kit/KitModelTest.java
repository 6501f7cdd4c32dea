package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ConflictException;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.Completion;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.event.Replay;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.Shortage;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.transfer.NewTransfer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** Random commands on kits that share components are sent to a shop and to a naive one; both say the same after each. */
class KitModelTest {
    private static final int STEPS = 250;
    private static final List<String> LOCATIONS = List.of("default", "berlin", "hamburg");

    private final TestShop shop = new TestShop();
    private final NaiveShop naive = new NaiveShop(TestShop.START);
    private final List<Variant> stocked = new ArrayList<>();
    private final List<Variant> kits = new ArrayList<>();
    private final List<Variant> all = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<Long> carts = new ArrayList<>();
    private Random random = new Random();
    private final List<Begun> begun = new ArrayList<>();
    private int late;
    private int refused;
    private int sold;

    /** A checkout session that was begun, and what it froze. */
    private record Begun(String id, long cart, BigDecimal total, List<NaiveShop.Item> frozen, Instant until) {}

    @RepeatedTest(3)
    void bothSayTheSame() {
        random = new Random(Seed.of(KitModelTest.class));
        LOCATIONS.stream().skip(1).forEach(code -> shop.holdfast.locations().create(NewLocation.of(code, code)));
        for (int i = 0; i < 3; i++) {
            Variant variant = shop.variant(4 + i * 2);
            stocked.add(variant);
            naive.onHand.put(variant.id(), 4 + i * 2);
        }
        kits.add(shop.variant(0));
        kits.add(shop.variant(0));
        kits.forEach(this::changeKit);
        all.addAll(stocked);
        all.addAll(kits);
        for (int i = 0; i < 3; i++) {
            carts.add(shop.cart());
            naive.carts.put(carts.get(i), new LinkedHashMap<>());
        }

        for (int step = 0; step < Seed.rounds(STEPS) || late == 0; step++) {
            act();
            compare();
        }

        assertThat(shop.contradictions()).isZero();
        Replay.check(shop);
        // Of sessions that fell short, the money is still to be given back.
        assertThat(shop.holdfast.verify().violations())
                .allSatisfy(violation -> assertThat(violation.invariant()).isEqualTo("session_payments"));
        assertThat(refused).isPositive();
        assertThat(sold).isPositive();
    }

    private void act() {
        Variant variant = stocked.get(random.nextInt(stocked.size()));
        String location = LOCATIONS.get(random.nextInt(LOCATIONS.size()));
        int place = random.nextInt(carts.size());
        switch (random.nextInt(20)) {
            case 0 -> {
                int units = 1 + random.nextInt(4);
                shop.holdfast.inventory().at(location).receive(variant.id(), units, null);
                naive.move(variant.id(), units);
            }
            case 1 -> shop.sweep();
            case 2 -> changeKit(kits.get(random.nextInt(kits.size())));
            case 3 -> advance(Duration.ofMinutes(4));
            case 4, 5, 6 -> put(changeable(place), List.of(all.get(random.nextInt(all.size()))));
            case 7, 8 -> put(changeable(place), some());
            case 9 -> lower(changeable(place));
            case 10, 11 -> {
                changeable(place);
                checkOut(place);
            }
            case 12 -> correct(false);
            case 13 -> correct(true);
            case 14, 15 -> begin(place);
            case 16, 17 -> complete();
            default -> transfer(variant, location);
        }
    }

    private void advance(Duration time) {
        shop.clock.advance(time);
        naive.now = shop.clock.instant();
    }

    private void changeKit(Variant kit) {
        List<ComponentUnits> components = new ArrayList<>();
        Map<Long, Integer> parts = new LinkedHashMap<>();
        for (Variant variant : stocked) {
            if (components.isEmpty() || random.nextBoolean()) {
                int units = 1 + random.nextInt(3);
                components.add(new ComponentUnits(variant.id(), units));
                parts.put(variant.id(), units);
            }
        }
        shop.holdfast.kits().change(kit.id(), components);
        naive.kits.put(kit.id(), parts);
    }

    private List<Variant> some() {
        return all.stream().filter(variant -> random.nextInt(2) == 0).toList();
    }

    // An item that is too old could not be put, which has nothing to do with kits.
    private void put(long cart, List<Variant> variants) {
        if (variants.isEmpty()) {
            return;
        }
        Map<Long, Integer> wanted = new LinkedHashMap<>();
        variants.forEach(variant -> wanted.put(variant.id(), 1 + random.nextInt(3)));
        boolean isOld = naive.carts.get(cart).values().stream()
                .anyMatch(item -> !item.since().plus(Duration.ofMinutes(40)).isAfter(naive.now));
        if (isOld) {
            return;
        }
        boolean isEnough = naive.put(cart, wanted, naive.now.plus(TestShop.HOLD));
        try {
            shop.holdfast
                    .carts()
                    .putAll(
                            cart,
                            wanted.entrySet().stream()
                                    .map(entry -> PutItem.of(entry.getKey(), entry.getValue()))
                                    .toList());
            assertThat(isEnough).isTrue();
        } catch (InsufficientStockException e) {
            refused++;
            assertThat(isEnough).as(e.getMessage()).isFalse();
            assertThat(e.shortages()).allSatisfy(shortage -> {
                Shortage.Component component = shortage.component();
                assertThat(component != null).isEqualTo(naive.kits.containsKey(shortage.variantId()));
                assertThat(shortage.available()).isLessThan(shortage.requested());
            });
        }
    }

    private void lower(long cart) {
        for (CartItem item : shop.show(cart).items()) {
            if (item.quantity() > 1) {
                shop.holdfast.carts().changeItem(cart, item.id(), 1);
                NaiveShop.Item held = naive.item(cart, item.variantId());
                var until = naive.now.plus(TestShop.HOLD);
                naive.carts
                        .get(cart)
                        .put(item.variantId(), held.of(1, until.isAfter(held.until()) ? until : held.until()));
            } else {
                shop.holdfast.carts().removeItem(cart, item.id());
                naive.carts.get(cart).remove(item.variantId());
            }
        }
    }

    private void checkOut(int place) {
        long cart = carts.get(place);
        if (shop.show(cart).items().isEmpty() || !shop.show(cart).expiredItems().isEmpty()) {
            shop.holdfast.carts().delete(cart);
        } else {
            naive.buy(cart);
            Order order;
            if (random.nextBoolean()) {
                order = shop.checkOut(cart);
            } else {
                CheckoutSession session = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
                order = shop.holdfast
                        .checkoutSessions()
                        .complete(session.id(), null, false)
                        .order();
            }
            orders.add(order);
            sold++;
        }
        replace(place);
    }

    private void replace(int place) {
        naive.carts.remove(carts.get(place));
        carts.set(place, shop.cart());
        naive.carts.put(carts.get(place), new LinkedHashMap<>());
    }

    /** The cart at a place, which is in no open session when this is done. */
    private long changeable(int place) {
        long cart = carts.get(place);
        for (Begun session : List.copyOf(begun)) {
            if (session.cart == cart && naive.now.isBefore(session.until)) {
                shop.holdfast.checkoutSessions().cancel(session.id);
                begun.remove(session);
                naive.carts.get(cart).replaceAll((variant, item) -> item.of(item.quantity(), renewed(item)));
            }
        }
        return cart;
    }

    private Instant renewed(NaiveShop.Item item) {
        Instant oldest = item.since().plus(TestShop.HOLD_LIMITS.maxReservationAge());
        Instant until = naive.now.plus(TestShop.HOLD);
        return !naive.now.isBefore(item.until()) ? item.until() : until.isBefore(oldest) ? until : oldest;
    }

    /** Freezes what a cart holds, unless something of it has expired. */
    private void begin(int place) {
        long cart = changeable(place);
        if (shop.show(cart).items().isEmpty() || !shop.show(cart).expiredItems().isEmpty()) {
            return;
        }
        Duration length = Duration.ofMinutes(2 + random.nextInt(20));
        CheckoutSession session =
                shop.holdfast.checkoutSessions().begin(new NewCheckoutSession(CheckoutRequest.of(cart), length));
        naive.carts
                .get(cart)
                .replaceAll((variant, item) -> session.expiresAt().isAfter(item.until())
                        ? item.of(item.quantity(), session.expiresAt())
                        : item);
        begun.add(new Begun(
                session.id(),
                cart,
                session.total().toDecimal(),
                List.copyOf(naive.carts.get(cart).values()),
                session.expiresAt()));
    }

    /** Completes a session, maybe late, with all of its units or not at all. */
    private void complete() {
        if (begun.isEmpty()) {
            return;
        }
        Begun session = begun.remove(random.nextInt(begun.size()));
        if (random.nextBoolean() && naive.now.isBefore(session.until)) {
            advance(Duration.between(naive.now, session.until));
        }
        boolean isOpen = naive.carts.containsKey(session.cart);
        boolean isLate = !naive.now.isBefore(session.until);
        boolean isEnough = isOpen && naive.buyAgain(session.cart, session.frozen);
        NewPayment payment = new NewPayment(PaymentKind.CAPTURED, session.total, session.id);
        Completion done = shop.holdfast.checkoutSessions().complete(session.id, payment, false);
        assertThat(done.order() != null).as("enough for " + session).isEqualTo(isEnough);
        late += isLate ? 1 : 0;
        if (isEnough) {
            orders.add(done.order());
            if (shop.show(session.cart).status() != CartStatus.OPEN) {
                replace(carts.indexOf(session.cart));
            }
        } else if (isOpen) {
            assertThat(done.session().shortages()).isNotEmpty();
        }
    }

    private void correct(boolean isReturn) {
        if (orders.isEmpty()) {
            return;
        }
        int index = random.nextInt(orders.size());
        Order order = shop.holdfast.orders().get(orders.get(index).id());
        int place = random.nextInt(order.items().size());
        OrderItem item = order.items().get(place);
        int naivePlace = places(index).indexOf(item.variantId());
        int left = item.quantity() - item.cancelledQuantity() - item.returnedQuantity();
        int open = left - (item.fulfilledQuantity() - item.returnedQuantity());
        int units = Math.min(isReturn ? left : open, 1 + random.nextInt(2));
        if (units <= 0) {
            return;
        }
        if (isReturn) {
            shop.holdfast.orders().takeBack(order.id(), NewReturn.of(ReturnedUnits.sellable(item.id(), units)));
        } else {
            shop.holdfast.orders().cancel(order.id(), NewCancellation.of(ItemUnits.of(item.id(), units)));
        }
        naive.giveBack(index, naivePlace, units);
    }

    private List<Long> places(int order) {
        return naive.orders.get(order).stream().map(NaiveShop.Item::variant).toList();
    }

    private void transfer(Variant variant, String from) {
        String to = LOCATIONS.get((LOCATIONS.indexOf(from) + 1) % LOCATIONS.size());
        try {
            shop.holdfast.transfers().create(NewTransfer.of(variant.id(), from, to, 1 + random.nextInt(2)));
        } catch (ConflictException e) {
            assertThat(e.code()).isEqualTo("insufficient_stock");
        }
    }

    private void compare() {
        for (Variant variant : all) {
            Variant real = shop.now(variant);
            boolean isKit = naive.kits.containsKey(variant.id());
            assertThat(real.availableQuantity()).as("available of " + variant).isEqualTo(naive.available(variant.id()));
            assertThat(real.stockQuantity()).isEqualTo(isKit ? 0 : naive.onHand.get(variant.id()));
            if (!isKit) {
                assertThat(real.reservedQuantity()).isEqualTo(naive.held(variant.id()));
            }
        }
        for (long cart : carts) {
            Map<Long, Integer> real = new LinkedHashMap<>();
            shop.show(cart).items().forEach(item -> real.put(item.variantId(), item.quantity()));
            Map<Long, Integer> expected = new LinkedHashMap<>();
            naive.carts.get(cart).keySet().forEach(variant -> {
                NaiveShop.Item item = naive.item(cart, variant);
                if (item != null) {
                    expected.put(variant, item.quantity());
                }
            });
            assertThat(real).isEqualTo(expected);
        }
    }
}
