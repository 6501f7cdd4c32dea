package dev.holdfast.internal.order;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.Charge;
import dev.holdfast.internal.stock.BackorderRow;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuotedCharge;
import dev.holdfast.pricing.quote.QuotedItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order to write: the cart that it was, and the price that the cart showed.
 *
 * @param refundPolicy {@code keep} or {@code reprice}
 * @param sources where the units of each item come from, by item
 * @param payments that were reported before it was placed, oldest first
 * @param actor who places it; null if nobody was named
 */
public record NewOrder(
        OrderNumber number,
        CartSnapshot cart,
        Quote quote,
        String refundPolicy,
        OrderNotes notes,
        List<OrderPaymentRow> payments,
        Map<Integer, List<OrderSource>> sources,
        @Nullable String actor,
        Instant placedAt) {
    /** A payment of it. */
    public record OrderedPayment(long orderId, OrderPaymentRow row) {}

    /** An item of it. */
    public record Item(long orderId, CartItemRow row, QuotedItem quoted, List<OrderSource> sources) {
        /** Where its units come from. */
        Stream<ItemSource> itemSources() {
            return IntStream.range(0, sources.size())
                    .mapToObj(i -> new ItemSource(orderId, row.id(), i, sources.get(i)));
        }
    }

    /** Where units of an item come from. */
    public record ItemSource(long orderId, int itemId, int position, OrderSource source) {}

    /** A charge of it. */
    public record OrderedCharge(
            long orderId, String code, @Nullable String name, QuotedCharge quoted) {}

    /** Its id; see {@link OrderNumber#value}. */
    public long id() {
        return number.value();
    }

    /** Its charges, by code. */
    public List<OrderedCharge> charges() {
        List<Charge> charges = cart.head().extras().charges();
        return IntStream.range(0, charges.size())
                .mapToObj(i -> new OrderedCharge(
                        id(),
                        charges.get(i).code(),
                        charges.get(i).name(),
                        quote.charges().get(i)))
                .toList();
    }

    /** How many orders the buyer had placed before; null if the price did not depend on that. */
    @Nullable
    Long ordersPlaced() {
        Integer placed = cart.ordersPlaced();
        return placed == null ? null : (Long) placed.longValue();
    }

    Stream<OrderedPayment> orderedPayments() {
        return payments.stream().map(payment -> new OrderedPayment(id(), payment));
    }

    /** The state of its payments, in the word that the API uses. */
    String paymentStatus() {
        return payments.isEmpty()
                ? "unpaid"
                : OrderState.of(OrderRow.of(this)).payments().status();
    }

    /** What it waits for as it is placed. */
    public Stream<BackorderRow> waiting() {
        return items().flatMap(Item::itemSources)
                .filter(of -> of.source().backordered() > 0)
                .map(of -> new BackorderRow(
                        id(),
                        of.itemId(),
                        of.source().key(),
                        of.source().backordered(),
                        of.source().availableAt()));
    }

    public Stream<Item> items() {
        List<CartItemRow> items = cart.items();
        return IntStream.range(0, items.size())
                .mapToObj(i -> new Item(
                        id(),
                        items.get(i),
                        quote.items().get(i),
                        Objects.requireNonNull(sources.get(items.get(i).id()))));
    }
}
