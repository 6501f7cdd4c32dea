package dev.holdfast.benchmarks;

import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the price of a cart of ten lines costs, however many rules there are besides the twenty that match it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PriceEngineBenchmark {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

    /** How many rules are published; of ten all match. */
    @Param({"10", "1000", "10000"})
    public int rules = 10;

    /** What keeps the others from matching: that they select other goods, or that they are for other buyers or times. */
    @Param({"OTHER_GOODS", "OTHER_BUYERS"})
    public OtherRules others = OtherRules.OTHER_GOODS;

    private List<RuleRevision> published = List.of();
    private RuleBook book = RuleBook.empty(1);
    private List<QuoteItem> cart = List.of();
    private PricingContext buyer = PricingContext.anonymous(ManyRules.CURRENCY);

    /** Makes the rules and the cart. */
    @Setup
    public void fill() {
        ManyRules many = new ManyRules(others);
        published = many.rules(rules);
        book = RuleBook.of(1, published);
        cart = many.cart();
        buyer = many.buyer();
        Quote quote = quote();
        List<String> applied = new ArrayList<>();
        quote.items()
                .forEach(line -> line.explanation().stream()
                        .filter(outcome -> outcome.amount() != null)
                        .forEach(outcome -> applied.add(outcome.rule())));
        long matched = applied.stream().distinct().count();
        if (matched != Math.min(rules, ManyRules.MATCHING)) {
            throw new IllegalStateException(matched + " rules matched: " + applied);
        }
    }

    /** Prices the cart, with its explanation. */
    @Benchmark
    public Quote quote() {
        return PriceEngine.quote(book, cart, buyer, PricingPolicy.DEFAULT, AT);
    }

    /** Makes the book out of rules that were read. */
    @Benchmark
    public RuleBook book() {
        return RuleBook.of(1, published);
    }
}
