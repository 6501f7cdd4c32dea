package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.quote.Pricer;
import dev.holdfast.pricing.quote.Quote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("quick")
class QuoteTextTest {
    @Test
    void a_quote_is_written_as_a_waterfall_with_reasons() {
        Quote quote = Pricer.cart()
                .item(2, 1_999)
                .item(1, 3_000)
                .charge("shipping", 500)
                .rule(
                        "SPRING",
                        "'name': 'Spring', 'conditions': {'products': [10]},"
                                + " 'discount': {'type': 'percent_off', 'percent': 13}")
                .rule("BULK", "'conditions': {'min_quantity': 3}, 'discount': {'type': 'percent_off', 'percent': 5}")
                .rule("TEN", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '10.00'}")
                .rule(
                        "FREE",
                        "'target': 'charge', 'conditions': {'min_subtotal': '70.00'},"
                                + " 'discount': {'type': 'percent_off', 'percent': 100}")
                .codes("nope")
                .price()
                .quote();
        String[] items = QuoteText.write(quote, item -> "SKU-" + item.id())
                .replaceAll(" +", " ")
                .split("\n");
        assertThat(items)
                .containsExactly(
                        "SKU-1 2 x 19.99 39.98",
                        " BULK 1 more unit needed: 2 of 3",
                        " SPRING Spring from 5.1974 -5.20 34.78",
                        " TEN order, from 5.36894103 -5.37 29.41",
                        "SKU-2 1 x 30.00 30.00",
                        " BULK 2 more units needed: 1 of 3",
                        " TEN order, from 4.63105897 -4.63 25.37",
                        "shipping 5.00",
                        " FREE 15.22 USD more needed: 54.78 USD of 70.00 USD",
                        "Order",
                        " TEN order -10.00 54.78",
                        " nope is not a known promo code",
                        "Subtotal 69.98",
                        "Charges 5.00",
                        "Discounts -15.20",
                        "Total USD 59.78");
    }

    @Test
    void every_reason_of_the_engine_has_a_text() throws Exception {
        Pattern reason = Pattern.compile(
                "(?:notApplicable|suppressed|Outcome\\.(?:NO_EFFECT|CAPPED|NOT_APPLICABLE),)\\(?\\s*\"([a-z_]+)\"");
        Set<String> reasons = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/holdfast/pricing"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = reason.matcher(Files.readString(file));
                while (matcher.find()) {
                    reasons.add(matcher.group(1));
                }
            }
        }
        String words = Files.readString(Path.of("src/main/java/dev/holdfast/pricing/ReasonText.java"));
        assertThat(reasons).hasSizeGreaterThan(20).allMatch(code -> words.contains('"' + code + '"'));
    }
}
