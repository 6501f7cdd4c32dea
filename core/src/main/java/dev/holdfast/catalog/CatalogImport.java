package dev.holdfast.catalog;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.internal.catalog.KnownVariant;
import dev.holdfast.internal.catalog.MinimumPrice;
import dev.holdfast.internal.catalog.ProductState;
import dev.holdfast.internal.catalog.VariantState;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.AttributesJson;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.stock.LimitsRow;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides what an import changes, given the existing products and variants, and collects all its errors. */
final class CatalogImport {
    /** A variant to be added to the product with this handle. */
    record Written(String handle, VariantState variant, Currency currency) {}

    /** A variant to be changed, whose product has this currency. */
    record Changed(VariantState before, VariantState after, Currency currency) {}

    final List<ProductState> productsAdded = new ArrayList<>();
    final List<ProductState> productsChanged = new ArrayList<>();
    final List<Written> variantsAdded = new ArrayList<>();
    final List<Changed> variantsChanged = new ArrayList<>();

    final Map<String, ProductState> knownProducts;
    final StockDecisions stock;
    private final boolean stockOnly;
    private final Map<String, KnownVariant> knownVariants;
    private final Map<Long, MinimumPrice> above;
    private final List<InvalidInputException.Error> errors = new ArrayList<>();
    private final Set<String> handles = new HashSet<>();
    private final Set<String> skus = new HashSet<>();
    private int productsUnchanged;
    private int variantsUnchanged;

    /**
     * An import.
     *
     * @param stockOnly whether a product or a variant that does not exist is an error
     * @param above the minimum prices of variants that are not imported that are above the new base price of a product,
     *     by product
     */
    CatalogImport(
            Map<String, ProductState> knownProducts,
            Map<String, KnownVariant> knownVariants,
            Map<Long, MinimumPrice> above,
            StockDecisions stock,
            boolean stockOnly) {
        this.knownProducts = knownProducts;
        this.knownVariants = knownVariants;
        this.above = above;
        this.stock = stock;
        this.stockOnly = stockOnly;
    }

    /** Decides on all products; throws all errors together, each with its place in the list. */
    void decide(List<ProductImport> products) {
        for (int i = 0; i < products.size(); i++) {
            decide("/" + i, products.get(i));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    /** The SKUs of the variants that are there, with their ids. */
    Map<String, Long> knownIds() {
        Map<String, Long> ids = new HashMap<>();
        knownVariants.forEach((sku, variant) ->
                ids.put(sku, Objects.requireNonNull(variant.state().id())));
        return ids;
    }

    ImportResult result(List<ImportResult.KitDifference> kitDifferences) {
        return new ImportResult(
                productsAdded.size(),
                productsChanged.size(),
                productsUnchanged,
                variantsAdded.size(),
                variantsChanged.size(),
                variantsUnchanged,
                stock.unitsReceived(),
                stock.withoutStock(),
                stock.stockDifferences(),
                stock.supplyDifferences(),
                kitDifferences);
    }

    private void decide(String pointer, ProductImport product) {
        ProductState known = knownProducts.get(product.handle());
        if (stockOnly && known == null) {
            errors.add(new InvalidInputException.Error(
                    pointer + "/handle", Validation.shown(product.handle()) + " is not a product of the shop"));
            return;
        }
        ProductState wanted = wanted(pointer, product, known);
        if (wanted != null && known == null) {
            productsAdded.add(wanted);
        } else if (wanted != null && !wanted.equals(known)) {
            productsChanged.add(wanted);
        } else {
            productsUnchanged++;
        }
        for (int j = 0; j < product.variants().size(); j++) {
            decide(pointer + "/variants/" + j, product.variants().get(j), known, wanted);
        }
    }

    private @Nullable ProductState wanted(String pointer, ProductImport product, @Nullable ProductState known) {
        String name = product.name().or(known == null ? null : known.name());
        Money price = product.basePrice().or(known == null ? null : known.basePrice());
        String description = product.description().or(known == null ? null : known.description());
        String category = product.category().or(known == null ? null : known.category());
        String status = product.status().present()
                ? CatalogChecks.word(product.status().value())
                : known == null ? ProductStatus.ACTIVE.word() : known.status();
        check(pointer, checks -> {
            CatalogChecks.handle(checks, product.handle());
            CatalogChecks.name(checks, name);
            CatalogChecks.price(checks, "/base_price", price);
            CatalogChecks.description(checks, description);
            CatalogChecks.category(checks, category);
            CatalogChecks.status(checks, status);
            checks.that(
                    handles.add(product.handle()), "/handle", Validation.shown(product.handle()) + " is duplicated");
            if (known != null) {
                CatalogChecks.sameCurrency(
                        checks, "/base_price", price, known.basePrice().currency());
                MinimumPrice highest = above.get(known.id());
                if (highest != null && price != null) {
                    CatalogChecks.belowMinimum(checks, price, highest);
                }
            }
        });
        Map<String, Object> metadata =
                metadata(pointer, product.metadata(), known == null ? Map.of() : known.metadata());
        return name == null || price == null || status == null
                ? null
                : new ProductState(
                        known == null ? null : known.id(),
                        product.handle(),
                        name,
                        description,
                        price,
                        category,
                        status,
                        metadata);
    }

    private void decide(
            String pointer, VariantImport variant, @Nullable ProductState product, @Nullable ProductState wanted) {
        KnownVariant known = knownVariants.get(variant.sku());
        if (stockOnly && known == null) {
            errors.add(new InvalidInputException.Error(
                    pointer + "/sku", Validation.shown(variant.sku()) + " is not a variant of the product"));
            return;
        }
        VariantState before = known == null ? null : known.state();
        String name = variant.name().or(before == null ? null : before.name());
        Long price = minor(variant.price(), before == null ? null : before.price());
        Long minPrice = minor(variant.minPrice(), before == null ? null : before.minPrice());
        Map<String, Object> attributes = variant.attributes().or(before == null ? Map.of() : before.attributes());
        VariantLimits limits =
                variant.limits().of(before == null ? VariantLimits.NONE : VariantLimits.of(before.limits()));
        int count = errors.size();
        check(pointer, checks -> {
            CatalogChecks.sku(checks, variant.sku());
            if (name != null) {
                CatalogChecks.name(checks, name);
            }
            Money own = variant.price().value();
            if (own != null) {
                CatalogChecks.price(checks, "/price", own);
                if (wanted != null) {
                    CatalogChecks.sameCurrency(
                            checks, "/price", own, wanted.basePrice().currency());
                }
            }
            if (wanted != null) {
                minPrice(checks, variant, price, minPrice, wanted.basePrice());
            }
            CatalogChecks.attributes(checks, attributes);
            CatalogChecks.limits(checks, limits);
            stock.check(checks, variant, before == null ? null : before.id());
            checks.that(skus.add(variant.sku()), "/sku", Validation.shown(variant.sku()) + " is duplicated");
            checks.that(
                    known == null || (product != null && Objects.equals(product.id(), known.productId())),
                    "/sku",
                    Validation.shown(variant.sku()) + " belongs to another product");
        });
        VariantState state = new VariantState(
                before == null ? null : before.id(),
                variant.sku(),
                name,
                price,
                minPrice,
                attributes == null || errors.size() > count ? Map.of() : AttributesJson.stored(attributes),
                metadata(pointer, variant.metadata(), before == null ? Map.of() : before.metadata()),
                errors.size() > count ? LimitsRow.NONE : limits.row());
        // Without a product there is an error, and nothing is written.
        Currency currency = wanted == null
                ? HoldfastBuilder.DEFAULT_CURRENCY
                : wanted.basePrice().currency();
        if (before == null || before.id() == null) {
            variantsAdded.add(new Written(wanted == null ? "" : wanted.handle(), state, currency));
            stock.add(variantsAdded.size(), variant);
            return;
        }
        if (state.equals(before)) {
            variantsUnchanged++;
        } else {
            variantsChanged.add(new Changed(before, state, currency));
        }
        stock.compare(before.id(), variant);
    }

    /** The metadata that is wanted, as it is once it is stored. */
    private Map<String, Object> metadata(String pointer, Patch<Map<String, Object>> given, Map<String, Object> before) {
        Map<String, Object> value = given.value();
        if (value == null) {
            return given.present() ? Map.of() : before;
        }
        int count = errors.size();
        check(pointer, checks -> MetadataJson.check(checks, value));
        return errors.size() == count ? MetadataJson.stored(value) : Map.of();
    }

    private static @Nullable Long minor(Patch<Money> given, @Nullable Long before) {
        Money value = given.value();
        return value == null ? (given.present() ? null : before) : (Long) value.minor();
    }

    private static void minPrice(
            Validation checks, VariantImport variant, @Nullable Long price, @Nullable Long minPrice, Money basePrice) {
        Currency currency = basePrice.currency();
        CatalogChecks.minPrice(checks, variant.minPrice().value(), currency);
        if (minPrice != null) {
            CatalogChecks.notBelow(
                    checks,
                    price == null ? basePrice : new Money(price, currency),
                    new Money(minPrice, currency),
                    variant.minPrice().present());
        }
    }

    private void check(String pointer, Consumer<Validation> check) {
        Validation checks = new Validation();
        check.accept(checks);
        try {
            checks.throwIfAny();
        } catch (InvalidInputException e) {
            e.errors()
                    .forEach(error ->
                            errors.add(new InvalidInputException.Error(pointer + error.pointer(), error.detail())));
        }
    }
}
