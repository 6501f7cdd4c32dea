package dev.holdfast.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.quote.Pricer.Priced;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples that other systems publish with their figures, as rules of Holdfast. Names are those of the collection. */
@Tag("quick")
class PublishedCasesTest {
    @ParameterizedTest
    @MethodSource("examples")
    void gives_the_published_figures(Example example) {
        Priced priced = example.cart().price();
        if (!example.discounts().isEmpty()) {
            priced.discounts(
                    example.discounts().stream().mapToLong(Long::longValue).toArray());
        }
        assertThat(priced.quote().total().minor()).as("total").isEqualTo(example.total());
        example.perRule()
                .forEach((rule, amount) ->
                        assertThat(priced.taken(rule)).as(rule).isEqualTo(amount));
    }

    @Test
    void all_cases_are_there() {
        assertThat(examples().map(Example::name)).hasSize(72).doesNotHaveDuplicates();
    }

    static Stream<Example> examples() {
        return Stream.of(
                        MedusaAndVendure.medusa(),
                        MedusaAndVendure.vendure(),
                        SaleorAndSolidus.saleor(),
                        SaleorAndSolidus.solidus(),
                        SyliusAndOthers.sylius(),
                        SyliusAndOthers.syliusFloors(),
                        SyliusAndOthers.others())
                .flatMap(List::stream);
    }
}
