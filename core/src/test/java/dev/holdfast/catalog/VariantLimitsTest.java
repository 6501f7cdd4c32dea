package dev.holdfast.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.InvalidInputException;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits are kept with their variant, and do not contradict each other. */
class VariantLimitsTest {
    private static final TestShop shop = new TestShop();
    private static final VariantLimits LIMITS = new VariantLimits(2, 12, 2, 20, 30, Duration.ofMinutes(5));

    private static final AtomicInteger REFUSED = new AtomicInteger();

    private final Catalog catalog = shop.holdfast.catalog();

    @Test
    void limitsAreAddedShownListedAndChanged() {
        long product = shop.product("10.00").id();
        Variant added = catalog.addVariant(NewVariant.of(product, "ADDED", 5).withLimits(LIMITS));

        assertThat(added.limits()).isEqualTo(LIMITS);
        assertThat(catalog.variant(added.id())).isEqualTo(added);
        assertThat(catalog.productWithVariants(product).variants())
                .extracting(Variant::limits)
                .containsExactly(LIMITS);
        Variant changed = catalog.changeVariant(
                added.id(),
                VariantChange.none()
                        .withLimits(new VariantLimitsChange(
                                Patch.keep(),
                                Patch.set(null),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.set(7),
                                Patch.set(Duration.ofHours(1)))));
        assertThat(changed.limits()).isEqualTo(new VariantLimits(2, null, 2, 20, 7, Duration.ofHours(1)));
        assertThat(catalog.changeVariant(added.id(), VariantChange.none().withPrice(null))
                        .limits())
                .isEqualTo(changed.limits());
        Variant unlimited = catalog.changeVariant(
                added.id(),
                VariantChange.none()
                        .withLimits(new VariantLimitsChange(
                                Patch.set(null),
                                Patch.keep(),
                                Patch.set(null),
                                Patch.set(null),
                                Patch.keep(),
                                Patch.set(null))));
        assertThat(unlimited.limits()).isEqualTo(VariantLimits.NONE);
    }

    @Test
    void anExportHasThemAndAnImportOfItChangesNothing() {
        long product = shop.product("10.00").id();
        catalog.addVariant(NewVariant.of(product, "EXPORTED", 5).withLimits(LIMITS));
        List<ProductImport> exported =
                catalog.exportProducts(PageRequest.first(100)).items();

        ImportResult again = catalog.importProducts(exported, null);
        assertThat(again.variantsChanged()).isZero();
        catalog.changeVariant(
                catalog.variants(new VariantFilter(null, "EXPORTED", null), PageRequest.first(1))
                        .items()
                        .get(0)
                        .id(),
                VariantChange.none().withLimits(VariantLimitsChange.to(VariantLimits.NONE)));
        assertThat(catalog.importProducts(exported, null).variantsChanged()).isOne();
        assertThat(catalog.variants(new VariantFilter(null, "EXPORTED", null), PageRequest.first(1))
                        .items())
                .extracting(Variant::limits)
                .containsExactly(LIMITS);
    }

    static Stream<VariantLimits> contradictions() {
        VariantLimits none = VariantLimits.NONE;
        return Stream.of(
                none.withQuantities(0, null, null),
                none.withQuantities(null, 100_001, null),
                none.withQuantities(null, null, -1),
                none.withQuantities(3, 2, null),
                none.withQuantities(3, null, 2),
                none.withQuantities(null, 3, 2),
                none.withMaxPerUser(0, null),
                none.withMaxPerUser(null, 3),
                none.withMaxPerUser(3, 3_651),
                none.withReservationTime(Duration.ZERO),
                none.withReservationTime(Duration.ofMillis(1_500)),
                none.withReservationTime(Duration.ofDays(3_651)));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void limitsThatCannotBeKeptAreRefusedAndNothingChanges(VariantLimits limits) {
        Variant variant = catalog.addVariant(
                NewVariant.of(shop.product("10.00").id(), "REFUSED " + REFUSED.incrementAndGet(), 5));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> catalog.changeVariant(
                        variant.id(), VariantChange.none().withLimits(VariantLimitsChange.to(limits))));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> catalog.addVariant(
                        NewVariant.of(variant.productId(), "NOT ADDED", 5).withLimits(limits)));
        assertThat(shop.now(variant)).isEqualTo(variant);
    }
}
