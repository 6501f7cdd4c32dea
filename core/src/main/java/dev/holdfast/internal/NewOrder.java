package dev.holdfast.internal;

import dev.holdfast.pricing.Quote;
import dev.holdfast.pricing.QuotedCharge;
import dev.holdfast.pricing.QuotedLine;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order to be written: the cart that it was, and the price that it showed. */
public record NewOrder(long id, CartSnapshot cart, Quote quote, Instant placedAt) {
    /** A line of it. */
    record Item(long orderId, Line line, QuotedLine quoted) {}

    /** A charge of it. */
    public record OrderedCharge(
            long orderId, String code, @Nullable String name, QuotedCharge quoted) {}

    Stream<Item> items() {
        List<Line> lines = cart.lines();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new Item(id, lines.get(i), quote.lines().get(i)));
    }

    /** Its charges, by code. */
    public Stream<OrderedCharge> charges() {
        List<Charge> named = cart.columns().extras().charges();
        return IntStream.range(0, named.size())
                .mapToObj(i -> new OrderedCharge(
                        id,
                        named.get(i).code(),
                        named.get(i).name(),
                        quote.charges().get(i)));
    }
}
