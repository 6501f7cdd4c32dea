package dev.holdfast.cli;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.VariantFilter;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small shop for outdoor things, to try Holdfast with. */
final class DemoShop {
    private static final int CENT_DIGITS = 2;

    private static final List<DemoProduct> PRODUCTS = List.of(
            new DemoProduct("basic-tee", "Basic Tee", "apparel/shirts", 19_90, "Plain, heavy cotton.")
                    .variant("TEE-WHITE-M", "white, M", Map.of("color", "white", "size", "M"), 120)
                    .variant("TEE-WHITE-L", "white, L", Map.of("color", "white", "size", "L"), 80)
                    .variant("TEE-RED-M", "red, M", Map.of("color", "red", "size", "M"), 100)
                    .variant("TEE-RED-L", "red, L", Map.of("color", "red", "size", "L"), 60),
            new DemoProduct("flannel-shirt", "Flannel Shirt", "apparel/shirts", 49_00, "Brushed, for cold cabins.")
                    .variant("FLANNEL-M", "M", Map.of("size", "M"), 40)
                    .variant("FLANNEL-L", "L", Map.of("size", "L"), 35)
                    .variant("FLANNEL-XL", "XL", Map.of("size", "XL"), 20, 52_00),
            new DemoProduct("rain-jacket", "Rain Jacket", "apparel/jackets", 129_00, "Three layers, taped seams.")
                    .variant("JACKET-BLUE-M", "blue, M", Map.of("color", "blue", "size", "M"), 15)
                    .variant("JACKET-BLUE-L", "blue, L", Map.of("color", "blue", "size", "L"), 12)
                    .variant("JACKET-MOSS-M", "moss, M", Map.of("color", "moss", "size", "M"), 8),
            new DemoProduct("wool-socks", "Wool Socks", "apparel/socks", 12_50, "Merino, one pair.")
                    .variant("SOCKS-39-42", "39 to 42", Map.of("size", "39-42"), 200)
                    .variant("SOCKS-43-46", "43 to 46", Map.of("size", "43-46"), 160),
            new DemoProduct("trail-mug", "Trail Mug", "camping/kitchen", 14_95, "Enamel, 350 ml.")
                    .variant("MUG-GREEN", "green", Map.of("color", "green", "volume_ml", 350), 90)
                    .variant("MUG-BLACK", "black", Map.of("color", "black", "volume_ml", 350), 75),
            new DemoProduct("gas-stove", "Gas Stove", "camping/kitchen", 59_00, "Folds to the size of a fist.")
                    .variant("STOVE", null, Map.of("weight_g", 95, "piezo", true), 25),
            new DemoProduct("two-person-tent", "Two-Person Tent", "camping/tents", 249_00, "Stands in four minutes.")
                    .variant("TENT-2-SAND", "sand", Map.of("color", "sand", "weight_g", 1950), 6)
                    .variant("TENT-2-ORANGE", "orange", Map.of("color", "orange", "weight_g", 1950), 4),
            new DemoProduct("head-torch", "Head Torch", "camping/lights", 34_90, "400 lumens, charged by USB.")
                    .variant("TORCH-400", "400 lm", Map.of("lumens", 400), 50)
                    .variant("TORCH-800", "800 lm", Map.of("lumens", 800), 1, 54_90));

    private final Holdfast shop;
    private final Currency currency;

    private DemoShop(Holdfast shop, Currency currency) {
        this.shop = shop;
        this.currency = currency;
    }

    /**
     * What was added.
     *
     * @param products that were not there
     * @param variants that were not there
     * @param rules that were not there
     */
    record Loaded(int products, int variants, int rules) {
        @Override
        public String toString() {
            return products + variants + rules == 0
                    ? "the demo shop is there already"
                    : "added " + products + " products, " + variants + " variants and " + rules + " pricing rules";
        }
    }

    /** Adds what is not there yet, at prices in a currency. */
    static Loaded load(Holdfast shop, Currency currency) {
        return new DemoShop(shop, currency).load();
    }

    private Loaded load() {
        int products = 0;
        int variants = 0;
        for (DemoProduct wanted : PRODUCTS) {
            List<Product> found = shop.catalog()
                    .products(new ProductFilter(wanted.handle(), null, null), PageRequest.first(1))
                    .items();
            Product product = found.isEmpty() ? shop.catalog().addProduct(wanted.product(this)) : found.get(0);
            products += found.isEmpty() ? 1 : 0;
            for (DemoVariant variant : wanted.variants()) {
                if (isMissing(variant.sku())) {
                    shop.catalog().addVariant(variant.of(product.id(), this));
                    variants++;
                }
            }
        }
        return new Loaded(products, variants, 0);
    }

    private boolean isMissing(String sku) {
        return shop.catalog()
                .variants(new VariantFilter(null, sku, null), PageRequest.first(1))
                .items()
                .isEmpty();
    }

    /** An amount that is meant in cents, as a round one of the currency: 19.90 of a dollar are 1990 yen. */
    private Money money(long cents) {
        long factor = 1;
        for (int digit = CENT_DIGITS; digit < currency.getDefaultFractionDigits(); digit++) {
            factor *= 10;
        }
        return new Money(cents * factor, currency);
    }

    private record DemoVariant(
            String sku,
            @Nullable String name,
            Map<String, Object> attributes,
            int stock,
            @Nullable Integer cents) {
        NewVariant of(long productId, DemoShop shop) {
            return new NewVariant(productId, sku, name, cents == null ? null : shop.money(cents), attributes, stock);
        }
    }

    private record DemoProduct(
            String handle, String name, String category, long cents, String description, List<DemoVariant> variants) {
        DemoProduct(String handle, String name, String category, long cents, String description) {
            this(handle, name, category, cents, description, List.of());
        }

        DemoProduct variant(String sku, @Nullable String kind, Map<String, Object> attributes, int stock) {
            return variant(sku, kind, attributes, stock, null);
        }

        DemoProduct variant(
                String sku,
                @Nullable String kind,
                Map<String, Object> attributes,
                int stock,
                @Nullable Integer ownCents) {
            String fullName = kind == null ? null : name + ", " + kind;
            List<DemoVariant> more = new java.util.ArrayList<>(variants);
            more.add(new DemoVariant(sku, fullName, attributes, stock, ownCents));
            return new DemoProduct(handle, name, category, cents, description, List.copyOf(more));
        }

        NewProduct product(DemoShop shop) {
            return new NewProduct(name, shop.money(cents), handle, description, category);
        }
    }
}
