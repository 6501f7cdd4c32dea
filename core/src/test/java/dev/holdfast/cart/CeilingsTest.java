package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.Holdfast;
import dev.holdfast.Patch;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody holds a whole shop: what a cart, and a user over all open carts, can hold has a ceiling. */
class CeilingsTest {
    private static final TestShop shop = new TestShop();

    private final Holdfast strict = shop.builder()
            .maxUnitsPerCart(10)
            .maxUnitsPerUser(12)
            .maxItemsPerUser(4)
            .commandTimeout(Duration.ofSeconds(30))
            .build();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aCartHoldsOnlySoManyUnits() {
        Variant first = shop.variant(100);
        Variant second = shop.variant(100);
        long cart = strict.carts().create(NewCart.anonymous()).id();
        put(cart, first, 6);

        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> put(cart, second, 5))
                .satisfies(e -> assertThat(e.facts())
                        .containsAllEntriesOf(Map.of("scope", "cart", "counted", "units", "held", 6L, "limit", 10)));
        put(cart, second, 4);
        assertThatExceptionOfType(ReservationLimitException.class).isThrownBy(() -> put(cart, first, 7));
        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.carts().changeItem(cart, 1, 7));
        assertThat(shop.now(second).reservedQuantity()).isEqualTo(4);
    }

    @Test
    void toHoldLessOrForLongerIsAlwaysAllowed() {
        Variant variant = shop.variant(100);
        long cart = shop.cartWith(variant, 50);

        assertThat(strict.carts().extend(cart).items()).hasSize(1);
        put(cart, variant, 50);
        put(cart, variant, 40);
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(40);
    }

    @Test
    void aUserHoldsOnlySoMuchOverAllOpenCarts() {
        Variant first = shop.variant(100);
        Variant second = shop.variant(100);
        long one = cartOf("ada");
        long two = cartOf("ada");
        put(one, first, 8);

        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> put(two, second, 5))
                .satisfies(e -> assertThat(e.facts())
                        .containsAllEntriesOf(
                                Map.of("scope", "user", "counted", "units", "held", 8L, "requested", 5, "limit", 12)));
        put(two, second, 4);
        put(cartOf("bob"), second, 10);
        long anonymous = strict.carts().create(NewCart.anonymous()).id();
        put(anonymous, second, 10);

        strict.carts().delete(one);
        put(two, second, 10);
        shop.letExpire();
        put(one(), first, 10);
    }

    private long one() {
        return cartOf("ada");
    }

    /** A transaction that renews reservations may end after they would have: until then nobody may count them as expired. */
    @ParameterizedTest
    @ValueSource(strings = {"extend", "put", "begin", "cancel"})
    void whatIsBeingKeptForLongerCounts(String command) throws Exception {
        Variant variant = shop.variant(100);
        String user = "renewing " + command;
        long renewed = cartOf(user);
        long other = cartOf(user);
        put(renewed, variant, 8);
        String session = command.equals("cancel")
                ? strict.checkoutSessions()
                        .begin(new NewCheckoutSession(CheckoutRequest.of(renewed), Duration.ofMinutes(15)))
                        .id()
                : "";
        shop.clock.advance(Duration.ofMinutes(10));
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = strict.within(host.connection);
            switch (command) {
                case "extend" -> within.carts().extend(renewed);
                case "put" -> within.carts().put(renewed, PutItem.of(variant.id(), 8));
                case "begin" -> within.checkoutSessions().begin(NewCheckoutSession.of(renewed));
                default -> within.checkoutSessions().cancel(session);
            }
            shop.clock.advance(Duration.ofMinutes(10));
            var put = Threads.begin(() -> put(other, shop.variant(100), 5));
            for (int i = 0; i < 20; i++) {
                put(cartOf(user + " not " + i), shop.variant(5), 1);
            }
            assertThat(put.isDone()).isFalse();
            host.commit();
            assertThatExceptionOfType(ReservationLimitException.class)
                    .isThrownBy(() -> Threads.join(put))
                    .satisfies(e -> assertThat(e.facts()).containsEntry("held", 8L));
        }
    }

    @Test
    void aUserHoldsOnlySoManyItems() {
        long one = cartOf("eve");
        long two = cartOf("eve");
        for (long cart : List.of(one, one, two, two)) {
            put(cart, shop.variant(5), 1);
        }

        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> put(one, shop.variant(5), 1))
                .satisfies(e -> assertThat(e.facts()).containsAllEntriesOf(Map.of("counted", "items", "held", 4L)));
        strict.carts().removeItem(two, 1);
        put(one, shop.variant(5), 1);
    }

    @Test
    void aCartThatHoldsSomethingIsGivenToNobodyWhoHasNoRoomForIt() {
        Variant variant = shop.variant(100);
        put(cartOf("carl"), variant, 8);
        long anonymous = anonymousWith(variant, 5);

        CartChange toCarl = new CartChange(Patch.set("carl"), Patch.keep(), Patch.keep());
        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.carts().change(anonymous, toCarl));
        assertThat(strict.carts().get(anonymous).userId()).isNull();
        put(anonymous, variant, 4);
        assertThat(strict.carts().change(anonymous, toCarl).userId()).isEqualTo("carl");
        assertThat(strict.carts().change(anonymous, toCarl).userId()).isEqualTo("carl");
    }

    @Test
    void aSessionMakesNoCartThatOfAUserWhoHasNoRoomForIt() {
        Variant variant = shop.variant(100);
        put(cartOf("cora"), variant, 8);
        long anonymous = anonymousWith(variant, 5);
        NewCheckoutSession ofCora =
                new NewCheckoutSession(CheckoutRequest.of(anonymous).withUser("cora"), null);

        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.checkoutSessions().begin(ofCora))
                .satisfies(e -> assertThat(e.facts())
                        .containsAllEntriesOf(
                                Map.of("scope", "user", "counted", "units", "held", 8L, "requested", 5, "limit", 12)));
        assertThat(strict.carts().get(anonymous).userId()).isNull();
        put(anonymous, variant, 4);
        assertThat(strict.checkoutSessions().begin(ofCora).userId()).isEqualTo("cora");
    }

    @Test
    void anOrderLeavesNoCartToAUserWhoHasNoRoomForIt() {
        Variant variant = shop.variant(100);
        put(cartOf("dora"), variant, 8);
        long anonymous = anonymousWith(variant, 7);

        CheckoutRequest two = CheckoutRequest.of(anonymous).withUser("dora").withItems(List.of(new CheckoutItem(1, 2)));
        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.checkout().place(two));
        CheckoutRequest three =
                CheckoutRequest.of(anonymous).withUser("dora").withItems(List.of(new CheckoutItem(1, 3)));
        assertThat(strict.checkout().place(three).userId()).isEqualTo("dora");
        assertThat(strict.carts().get(anonymous).userId()).isEqualTo("dora");
    }

    /** Sessions that give one user carts at once, each of a transaction that does not see the other. */
    @Test
    void sessionsThatBeginAtOnceDoNotGetAroundIt() throws Exception {
        Holdfast apart = shop.builder()
                .maxUnitsPerUser(12)
                .lanes(16)
                .batchLimit(1)
                .commandTimeout(Duration.ofSeconds(30))
                .build();
        List<Long> carts = Stream.generate(() -> shop.cartWith(shop.variant(5), 3))
                .limit(16)
                .toList();
        AtomicInteger refused = new AtomicInteger();
        Threads.all(16, number -> {
            try {
                CheckoutRequest request = CheckoutRequest.of(carts.get(number)).withUser("hasty");
                apart.checkoutSessions().begin(new NewCheckoutSession(request, null));
            } catch (ReservationLimitException e) {
                refused.incrementAndGet();
            }
        });

        assertThat(refused).hasValue(12);
        assertThat(shop.count("select sum(i.quantity) from #cart_items i join #carts c on c.id = i.cart_id"
                        + " where c.user_id = 'hasty'"))
                .isEqualTo(12);
    }

    /** Each transaction counts what it sees, and none sees the other: a count without a lock lets all of them through. */
    @Test
    void cartsThatAreFilledAtOnceDoNotGetAroundIt() throws Exception {
        // Each command a transaction of its own, and as many at once as there are connections.
        List<Holdfast> servers = Stream.generate(() -> shop.builder()
                        .maxUnitsPerUser(12)
                        .lanes(16)
                        .batchLimit(1)
                        .commandTimeout(Duration.ofSeconds(30))
                        .build())
                .limit(2)
                .toList();
        List<Variant> variants =
                Stream.generate(() -> shop.variant(5)).limit(24).toList();
        List<Long> carts = Stream.generate(() -> cartOf("greedy")).limit(24).toList();
        AtomicInteger held = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Threads.all(24, number -> {
            try {
                servers.get(number % 2)
                        .carts()
                        .put(carts.get(number), PutItem.of(variants.get(number).id(), 3));
                held.addAndGet(3);
            } catch (ReservationLimitException e) {
                refused.incrementAndGet();
            }
        });

        assertThat(held).hasValue(12);
        assertThat(refused).hasValue(20);
    }

    @Test
    void aUserWhoIsCountedElsewhereIsNotWaitedForUnderTheLockOfStock() throws Exception {
        Variant variant = shop.variant(100);
        long cart = cartOf("slow");
        try (OtherTransaction host = new OtherTransaction(shop)) {
            strict.within(host.connection)
                    .carts()
                    .put(cartOf("slow"), PutItem.of(shop.variant(5).id(), 1));
            var put = Threads.begin(() -> put(cart, variant, 1));
            for (int i = 0; i < 20; i++) {
                put(strict.carts().create(NewCart.anonymous()).id(), variant, 1);
            }
            assertThat(put.isDone()).isFalse();
            host.commit();
            Threads.join(put);
        }
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(21);
    }

    private long anonymousWith(Variant variant, int quantity) {
        long cart = strict.carts().create(NewCart.anonymous()).id();
        put(cart, variant, quantity);
        return cart;
    }

    private long cartOf(String user) {
        return strict.carts().create(new NewCart(user, null, List.of(), null)).id();
    }

    private PutResult put(long cart, Variant variant, int quantity) {
        return strict.carts().put(cart, PutItem.of(variant.id(), quantity));
    }
}
