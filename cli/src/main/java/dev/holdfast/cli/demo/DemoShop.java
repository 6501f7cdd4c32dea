package dev.holdfast.cli.demo;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Discount;
import dev.holdfast.pricing.rule.FixedPrice;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.Percent;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small shop for outdoor things, to try Holdfast with. */
public final class DemoShop {
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
    public record Loaded(int products, int variants, int rules) {
        @Override
        public String toString() {
            return products + variants + rules == 0
                    ? "the demo shop is there already"
                    : "added " + products + " products, " + variants + " variants and " + rules + " pricing rules";
        }
    }

    /** Adds what is not there yet, at prices in a currency. */
    public static Loaded load(Holdfast shop, Currency currency) {
        return new DemoShop(shop, currency).load();
    }

    private Loaded load() {
        int products = 0;
        int variants = 0;
        Map<String, Long> ids = new HashMap<>();
        for (DemoProduct wanted : PRODUCTS) {
            List<Product> found = shop.catalog()
                    .products(new ProductFilter(wanted.handle(), null, null), PageRequest.first(1))
                    .items();
            Product product = found.isEmpty() ? shop.catalog().addProduct(wanted.product(this)) : found.get(0);
            products += found.isEmpty() ? 1 : 0;
            ids.put(wanted.handle(), product.id());
            for (DemoVariant variant : wanted.variants()) {
                if (isMissing(variant.sku())) {
                    shop.catalog().addVariant(variant.of(product.id(), this));
                    variants++;
                }
            }
        }
        int rules = 0;
        for (PricingRule rule : rules(Objects.requireNonNull(ids.get("trail-mug")))) {
            rules += addUnlessTaken(rule) ? 1 : 0;
        }
        return new Loaded(products, variants, rules);
    }

    private List<PricingRule> rules(long mug) {
        Selection socks = new Selection(Set.of(), Set.of(), Set.of("apparel/socks"));
        Selection mugs = new Selection(Set.of(mug), Set.of(), Set.of());
        return List.of(
                rule("SOCKS-3", "Three pairs of socks or more: 15% off", 10, Target.ITEM)
                        .when(new Conditions(Set.of(), null, 3, null, socks))
                        .takes(percent(15)),
                rule("MUGS-4", "Four mugs or more: a lower price each", 20, Target.ITEM)
                        .when(new Conditions(Set.of(), null, 4, null, mugs))
                        .takes(new FixedPrice(money(11_95), Per.UNIT)),
                rule("GOLD", "Members in gold: 10% off", 50, Target.ITEM)
                        .when(new Conditions(Set.of("gold"), null, null, null, Selection.ALL))
                        .takes(percent(10)),
                rule("WELCOME", "With the code WELCOME: 10 off orders of 50 or more", 10, Target.ORDER)
                        .when(new Conditions(Set.of(), "WELCOME", null, money(50_00), Selection.ALL))
                        .takes(new AmountOff(money(10_00), Per.ORDER)),
                rule("BIG-ORDER", "Orders of 200 or more: 5% off, at most 40", 20, Target.ORDER)
                        .when(new Conditions(Set.of(), null, null, money(200_00), Selection.ALL))
                        .takes(percent(5), money(40_00)));
    }

    private boolean addUnlessTaken(PricingRule rule) {
        try {
            shop.pricing().add(rule);
            return true;
        } catch (TakenException e) {
            return false;
        }
    }

    private static Discount percent(int percent) {
        return new PercentOff(Percent.of(BigDecimal.valueOf(percent)));
    }

    private DemoRule rule(String code, String name, int priority, Target target) {
        return new DemoRule(code, name, priority, target, Conditions.NONE);
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

    private record DemoRule(String code, String name, int priority, Target target, Conditions conditions) {
        DemoRule when(Conditions met) {
            return new DemoRule(code, name, priority, target, met);
        }

        PricingRule takes(Discount discount) {
            return takes(discount, null);
        }

        PricingRule takes(Discount discount, @Nullable Money most) {
            List<Money> amounts = new ArrayList<>(discount.amounts());
            Stream.of(conditions.minSubtotal(), most).filter(Objects::nonNull).forEach(amounts::add);
            return new PricingRule(
                    code,
                    name,
                    true,
                    priority,
                    null,
                    null,
                    target,
                    conditions,
                    discount,
                    Stacking.STACKABLE,
                    null,
                    most,
                    amounts.isEmpty() ? null : amounts.get(0).currency());
        }
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
            List<DemoVariant> more = new ArrayList<>(variants);
            more.add(new DemoVariant(sku, fullName, attributes, stock, ownCents));
            return new DemoProduct(handle, name, category, cents, description, List.copyOf(more));
        }

        NewProduct product(DemoShop shop) {
            return new NewProduct(name, shop.money(cents), handle, description, category);
        }
    }
}
