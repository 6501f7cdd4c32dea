package dev.holdfast.cli.demo;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.catalog.VariantImport;
import dev.holdfast.cli.products.Piece;
import dev.holdfast.cli.products.ProductReader;
import dev.holdfast.cli.rules.RuleFile;
import dev.holdfast.pricing.rule.PricingRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small outdoor shop to try Holdfast with. Its products and pricing rules are resources beside this class, with
 * prices that have two digits after the point.
 */
public final class DemoShop {
    private static final Currency OF_FILES = Currency.getInstance("USD");

    // ${11.95} is an amount in the currency of the shop, ${trail-mug} the id of the product with this handle.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

    private final Holdfast shop;
    private final Currency currency;
    private final Map<String, Long> ids = new HashMap<>();
    private int products;
    private int variants;
    private int rules;

    private DemoShop(Holdfast shop, Currency currency) {
        this.shop = shop;
        this.currency = currency;
    }

    /**
     * How much was added.
     *
     * @param products that were missing
     * @param variants that were missing
     * @param rules that were missing
     */
    public record Loaded(int products, int variants, int rules) {
        @Override
        public String toString() {
            return products + variants + rules == 0
                    ? "the demo shop is there already"
                    : "added " + products + " products, " + variants + " variants and " + rules + " pricing rules";
        }
    }

    /**
     * Adds what is missing, and changes nothing that exists.
     *
     * @param currency of the prices; an amount such as 19.90 becomes 1990 in a currency without minor units
     */
    public static Loaded load(Holdfast shop, Currency currency) {
        return new DemoShop(shop, currency).load();
    }

    private Loaded load() {
        try (ProductReader reader = new ProductReader(resource("products.csv"), OF_FILES, false, mistake -> {
            throw new IllegalStateException(mistake.toString());
        })) {
            for (Piece piece = reader.read(); piece != null; piece = reader.read()) {
                add(piece.product());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RuleFile.JSON.read(rulesInCurrency(), currency).forEach(this::add);
        return new Loaded(products, variants, rules);
    }

    private void add(ProductImport product) {
        long id = shop
                .catalog()
                .products(new ProductFilter(product.handle(), null, null), PageRequest.first(1))
                .items()
                .stream()
                .findFirst()
                .orElseGet(() -> {
                    products++;
                    return shop.catalog()
                            .addProduct(new NewProduct(
                                    Objects.requireNonNull(product.name().value()),
                                    Objects.requireNonNull(
                                            inCurrency(product.basePrice().value())),
                                    product.handle(),
                                    product.description().value(),
                                    product.category().value(),
                                    Objects.requireNonNullElse(product.status().value(), ProductStatus.ACTIVE)));
                })
                .id();
        ids.put(product.handle(), id);
        product.variants().forEach(variant -> add(id, variant));
    }

    private void add(long productId, VariantImport variant) {
        VariantFilter sameSku = new VariantFilter(null, variant.sku(), null);
        if (shop.catalog().variants(sameSku, PageRequest.first(1)).items().isEmpty()) {
            shop.catalog()
                    .addVariant(new NewVariant(
                            productId,
                            variant.sku(),
                            variant.name().value(),
                            inCurrency(variant.price().value()),
                            inCurrency(variant.minPrice().value()),
                            Objects.requireNonNull(variant.attributes().value()),
                            Objects.requireNonNull(variant.stockQuantity())));
            variants++;
        }
    }

    private void add(PricingRule rule) {
        try {
            shop.pricing().add(rule);
            rules++;
        } catch (TakenException e) {
            // It exists, or was deleted; either way it stays as it is.
            return;
        }
    }

    private String rulesInCurrency() {
        try (InputStream file = resource("rules.json")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return PLACEHOLDER.matcher(text).replaceAll(this::value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String value(MatchResult placeholder) {
        String text = placeholder.group(1);
        Long id = ids.get(text);
        return id != null
                ? id.toString()
                : Objects.requireNonNull(inCurrency(Money.of(new BigDecimal(text), OF_FILES)))
                        .toDecimal()
                        .toPlainString();
    }

    private @Nullable Money inCurrency(@Nullable Money money) {
        if (money == null) {
            return null;
        }
        long factor = 1;
        for (int digit = OF_FILES.getDefaultFractionDigits(); digit < currency.getDefaultFractionDigits(); digit++) {
            factor *= 10;
        }
        return new Money(money.minor() * factor, currency);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(DemoShop.class.getResourceAsStream(name), name);
    }
}
