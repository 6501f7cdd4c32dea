package dev.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.access.IssuedKey;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.inventory.SupplyChange;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each change tells. */
class EventsToldTest {
    private final TestShop shop = new TestShop();
    private final Holdfast ann = shop.holdfast.as("ann");
    private String seen = "0";

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aReservationIsCreatedChangedReleasedAndExpires() {
        Variant variant = shop.variant(10);
        long cart = shop.cart();
        news();

        shop.put(cart, variant, 2);
        shop.put(cart, variant, 5);
        shop.put(cart, variant, 1);
        shop.holdfast.carts().removeItem(cart, shop.show(cart).items().get(0).id());
        shop.put(cart, variant, 3);
        shop.letExpire();
        shop.sweep();

        List<Event> news = news();
        assertThat(news)
                .extracting(event -> event.type().word() + " " + event.data().get("reserved_delta") + " "
                        + event.data().get("held_after"))
                .containsExactly(
                        "reservation.created 2 2",
                        "reservation.changed 3 5",
                        "reservation.changed -4 1",
                        "reservation.released -1 0",
                        "reservation.created 3 3",
                        "reservation.expired -3 null");
        assertThat(news).allSatisfy(event -> {
            assertThat(event.subject()).isEqualTo("carts/" + cart);
            assertThat(event.data()).contains(entry("variant_id", variant.id()), entry("location", "default"));
        });
    }

    @Test
    void aMovementSaysWhoDidItAndWhy() {
        Variant variant = shop.variant(0);
        news();

        ann.inventory().receive(variant.id(), 7, "delivery 4");
        ann.inventory().adjust(variant.id(), -2, "broken", null);

        List<Event> news = news();
        assertThat(types(news)).containsExactly("stock.changed", "stock.back_in_stock", "stock.changed");
        assertThat(news).allSatisfy(event -> {
            assertThat(event.actor()).isEqualTo("ann");
            assertThat(event.subject()).isEqualTo("variants/" + variant.id());
            assertThat(event.occurredAt()).isEqualTo(TestShop.START);
        });
        assertThat(news.get(0).data())
                .contains(entry("kind", "received"), entry("stock_after", 7), entry("reference", "delivery 4"));
        assertThat(news.get(2).data()).contains(entry("stock_delta", -2), entry("reason", "broken"));
    }

    @Test
    void stockThatFallsToItsReorderPointIsLowOnce() {
        Variant variant = shop.variant(10);
        shop.holdfast.inventory().changeSupply(variant.id(), SupplyChange.NONE.withReorderPoint(4));
        long cart = shop.cart();
        news();

        shop.put(cart, variant, 5);
        assertThat(types(news())).containsExactly("reservation.created");
        shop.put(cart, variant, 6);
        List<Event> low = news();
        assertThat(types(low)).containsExactly("reservation.changed", "stock.low");
        assertThat(low.get(1).data()).contains(entry("reorder_point", 4));
        shop.put(cart, variant, 10);
        assertThat(types(news())).containsExactly("reservation.changed");
        shop.put(cart, variant, 9);
        assertThat(types(news())).containsExactly("reservation.changed", "stock.back_in_stock");
    }

    @Test
    void anOrderIsPlacedPaidFulfilledReturnedAndCancelled() {
        Variant variant = shop.variant("10.00", 10);
        long cart = shop.cartWith(variant, 3);
        news();

        Order order = ann.checkout().place(CheckoutRequest.of(cart));
        List<Event> placed = news();
        assertThat(types(placed)).containsExactly("stock.changed", "cart.checked_out", "order.placed");
        assertThat(placed).allSatisfy(event -> assertThat(event.actor()).isEqualTo("ann"));
        assertThat(placed.get(1).subject()).isEqualTo("carts/" + cart);
        assertThat(placed.get(2).subject()).isEqualTo("orders/" + order.id());
        assertThat(placed.get(2).data())
                .contains(entry("number", order.number()), entry("total", "30.00"), entry("currency", "USD"));
        assertThat((List<?>) placed.get(2).data().get("items"))
                .singleElement()
                .extracting(item -> ((Map<?, ?>) item).get("quantity"))
                .isEqualTo(3L);

        ann.orders().pay(order.id(), payment(PaymentKind.FAILED, "30.00", "try"));
        assertThat(types(news())).containsExactly("order.payment_reported", "order.payment_failed");
        ann.orders().pay(order.id(), payment(PaymentKind.CAPTURED, "30.00", "card"));
        List<Event> paid = news();
        assertThat(types(paid)).containsExactly("order.payment_reported", "order.paid");
        assertThat(paid.get(1).actor()).isEqualTo("ann");
        assertThat(paid.get(1).data()).contains(entry("payment_status", "paid"));

        int item = order.items().get(0).id();
        ann.orders().fulfil(order.id(), NewFulfilment.of(ItemUnits.of(item, 2)));
        List<Event> fulfilled = news();
        assertThat(types(fulfilled)).containsExactly("order.fulfilled");
        assertThat(fulfilled.get(0).data()).contains(entry("status", "placed"));

        ann.orders().cancel(order.id(), NewCancellation.all());
        List<Event> cancelled = news();
        assertThat(types(cancelled)).containsExactly("stock.changed", "order.cancelled", "order.refund_due");
        assertThat(cancelled.get(2).data()).contains(entry("refund_due", "10.00"), entry("status", "fulfilled"));

        ann.orders().takeBack(order.id(), NewReturn.of(ReturnedUnits.sellable(item, 1)));
        List<Event> returned = news();
        assertThat(types(returned)).containsExactly("stock.changed", "order.returned", "order.refund_due");
        assertThat(((Map<?, ?>) returned.get(1).data().get("correction")).get("refund_total"))
                .isEqualTo("10.00");

        ann.orders().pay(order.id(), payment(PaymentKind.REFUNDED, "20.00", "back"));
        assertThat(types(news())).containsExactly("order.payment_reported");
    }

    @Test
    void aPaymentThatIsReportedTwiceIsToldOnce() {
        Order order = shop.checkOut(shop.cartWith(shop.variant("10.00", 1), 1));
        news();
        for (int i = 0; i < 2; i++) {
            shop.holdfast.orders().pay(order.id(), payment(PaymentKind.CAPTURED, "10.00", "card"));
        }
        assertThat(types(news())).containsExactly("order.payment_reported", "order.paid");
    }

    @Test
    void aSessionIsOpenedAndBecomesAPaidOrder() {
        long cart = shop.cartWith(shop.variant("10.00", 5), 2);
        news();

        CheckoutSession session = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        List<Event> opened = news();
        assertThat(types(opened)).containsExactly("checkout_session.opened");
        assertThat(opened.get(0).data()).contains(entry("total", "20.00"), entry("cart_id", cart));

        shop.holdfast.checkoutSessions().complete(session.id(), payment(PaymentKind.CAPTURED, "20.00", "card"), true);
        List<Event> completed = news();
        assertThat(types(completed))
                .containsExactly(
                        "stock.changed",
                        "cart.checked_out",
                        "order.placed",
                        "checkout_session.payment_reported",
                        "checkout_session.completed",
                        "order.payment_reported",
                        "order.paid");
        assertThat(completed.get(4).data().get("order_id"))
                .isEqualTo(completed.get(2).data().get("id"));
        assertThat(completed.get(4).subject()).isEqualTo("checkout-sessions/" + session.id());
    }

    @Test
    void aSessionEndsWithoutAnOrder() {
        Variant variant = shop.variant("10.00", 2);
        CheckoutSession cancelled = begin(shop.cartWith(variant, 1));
        CheckoutSession expired = begin(shop.cartWith(variant, 1));
        news();

        shop.holdfast.checkoutSessions().cancel(cancelled.id());
        assertThat(types(news())).containsExactly("checkout_session.cancelled");

        shop.clock.advance(Duration.ofHours(2));
        shop.sweep();
        assertThat(types(news())).contains("checkout_session.expired", "reservation.expired");

        shop.checkOut(shop.cartWith(variant, 2));
        news();
        shop.holdfast.checkoutSessions().complete(expired.id(), payment(PaymentKind.CAPTURED, "10.00", "late"), true);
        List<Event> shortfall = news();
        assertThat(types(shortfall)).containsExactly("checkout_session.payment_reported", "checkout_session.shortfall");
        assertThat((List<?>) shortfall.get(1).data().get("shortages")).hasSize(1);
        shop.holdfast.checkoutSessions().pay(expired.id(), payment(PaymentKind.REFUNDED, "10.00", "back"));
        assertThat(types(news())).containsExactly("checkout_session.payment_reported", "checkout_session.refunded");
    }

    @Test
    void aCartIsCreatedAndDeleted() {
        long cart = ann.carts().create(new NewCart("u1", null, List.of(), null)).id();
        ann.carts().delete(cart);
        List<Event> news = news();
        assertThat(types(news)).containsExactly("cart.created", "cart.deleted");
        assertThat(news.get(0).data()).contains(entry("user_id", "u1"), entry("currency", "USD"));
        assertThat(news).allSatisfy(event -> {
            assertThat(event.actor()).isEqualTo("ann");
            assertThat(event.subject()).isEqualTo("carts/" + cart);
        });
    }

    @Test
    void theCatalogueTellsOfPricesApart() {
        long product = shop.product("10.00").id();
        news();
        ann.catalog().changeProduct(product, ProductChange.none().withStatus(ProductStatus.ARCHIVED));
        assertThat(types(news())).containsExactly("product.changed");
        ann.catalog().changeProduct(product, ProductChange.none().withBasePrice(Money.of("12.00", "USD")));
        List<Event> price = news();
        assertThat(types(price)).containsExactly("product.changed", "price.changed");
        assertThat(price.get(1).data())
                .containsExactly(
                        entry("before", Map.of("base_price", "10.00")), entry("after", Map.of("base_price", "12.00")));
        assertThat(price.get(1).id()).isNotEqualTo(price.get(0).id());
    }

    @Test
    void keysAreCreatedRotatedAndRevoked() {
        IssuedKey key = ann.apiKeys().create(NewApiKey.secret("till", Set.of(Scope.CARTS_READ)));
        ann.apiKeys().rotate(key.apiKey().id(), Duration.ZERO);
        ann.apiKeys().revoke(key.apiKey().id());
        List<Event> news = news();
        assertThat(types(news)).containsExactly("key.created", "key.rotated", "key.revoked");
        assertThat(news).allSatisfy(event -> {
            assertThat(event.subject()).isEqualTo("keys/" + key.apiKey().id());
            assertThat(event.toString()).doesNotContain(key.secret());
        });
    }

    private CheckoutSession begin(long cart) {
        return shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
    }

    private List<Event> news() {
        var page = shop.holdfast.events().list(seen, EventFilter.all(), 1_000);
        seen = String.valueOf(page.nextCursor());
        return page.items();
    }

    private static List<String> types(List<Event> events) {
        return events.stream().map(event -> event.type().word()).toList();
    }

    private static NewPayment payment(PaymentKind kind, String amount, @Nullable String reference) {
        return new NewPayment(kind, new BigDecimal(amount), String.valueOf(reference));
    }
}
