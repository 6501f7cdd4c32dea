package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Money;
import dev.holdfast.internal.Checks;
import dev.holdfast.pricing.Conditions;
import dev.holdfast.pricing.Discount;
import dev.holdfast.pricing.PricingRule;
import dev.holdfast.pricing.Selection;
import dev.holdfast.pricing.Stacking;
import dev.holdfast.pricing.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one rule and notes all that is wrong with it. */
final class RuleReader {
    /** No amount of money in a shop is larger, so that sums fit. */
    static final long MOST_MINOR = 100_000_000_000L;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_WORD = 100;
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_PATH = 500;
    private static final int MOST_UNITS = 50_000_000;
    private static final int PRIORITIES = 1_000_000;

    private final Checks checks;
    private final Currency defaultCurrency;
    private @Nullable Currency named;
    private boolean hasMoney;

    RuleReader(Checks checks, Currency defaultCurrency) {
        this.checks = checks;
        this.defaultCurrency = defaultCurrency;
    }

    PricingRule read(ObjectNode object) {
        Fields fields = Fields.of(object, checks);
        String code = code(fields);
        String name = fields.text("name", LONGEST_NAME);
        Boolean active = fields.truth("active");
        Integer priority = fields.integer("priority", -PRIORITIES, PRIORITIES);
        Instant startsAt = fields.time("starts_at");
        Instant endsAt = fields.time("ends_at");
        if (startsAt != null && endsAt != null && !endsAt.isAfter(startsAt)) {
            fields.fail("ends_at", endsAt + " is not after starts_at, " + startsAt);
        }
        Target given = fields.word("target", Target.class);
        Target target = given == null ? Target.ITEM : given;
        Fields discountFields = fields.object("discount");
        if (discountFields == null) {
            if (!fields.has("discount")) {
                fields.fail("discount", "is missing");
            }
        } else {
            named = currency(discountFields);
        }
        Discount discount = discountFields == null ? null : new DiscountReader(this, target).read(discountFields);
        Conditions conditions = conditions(fields.object("conditions"));
        Stacking stacking = fields.word("stacking", Stacking.class);
        String group = fields.text("group", LONGEST_WORD);
        Money maxDiscount = money(fields, "max_discount", 1);
        fields.refuseOthers("");
        checks.throwIfAny();
        return new PricingRule(
                present(code),
                name,
                active == null || active,
                priority == null ? PricingRule.DEFAULT_PRIORITY : priority,
                startsAt,
                endsAt,
                target,
                conditions,
                present(discount),
                stacking == null ? Stacking.STACKABLE : stacking,
                group,
                maxDiscount,
                hasMoney ? currency() : named);
    }

    private @Nullable String code(Fields fields) {
        String code = fields.text("code", LONGEST_CODE);
        if (code == null) {
            if (!fields.has("code")) {
                fields.fail("code", "is missing");
            }
        } else if (!code.matches("[A-Za-z0-9_.-]+")) {
            fields.fail(
                    "code",
                    Checks.shown(code) + " is not made of letters, digits, dots, underscores and hyphens alone");
        }
        return code;
    }

    private Conditions conditions(@Nullable Fields fields) {
        if (fields == null) {
            return Conditions.NONE;
        }
        Set<String> userTiers = fields.texts("user_tiers", LONGEST_WORD);
        String promoCode = fields.text("promo_code", LONGEST_WORD);
        Integer minQuantity = fields.integer("min_quantity", 1, MOST_UNITS);
        Money minSubtotal = money(fields, "min_subtotal", 0);
        Selection selection = selection(fields);
        fields.refuseOthers("");
        return new Conditions(userTiers, promoCode, minQuantity, minSubtotal, selection);
    }

    private Selection selection(Fields fields) {
        Set<Long> products = fields.ids("products");
        Set<Long> variants = fields.ids("variants");
        Set<String> categories = fields.entries("categories", (at, node) -> {
            if (!node.isTextual()) {
                checks.fail(at, Fields.shown(node) + " is not a text");
                return null;
            }
            String path = node.textValue();
            int before = checks.count();
            checks.text(at, path, LONGEST_PATH);
            if (checks.count() == before && !path.matches("[^/]+(/[^/]+)*")) {
                checks.fail(at, Checks.shown(path) + " is not a path such as \"apparel/men\"");
            }
            return checks.count() == before ? path : null;
        });
        return new Selection(products, variants, categories);
    }

    /** An amount in the rule's currency, of at least so many minor units. */
    @Nullable
    Money money(Fields fields, String name, long least) {
        if (!fields.has(name)) {
            return null;
        }
        hasMoney = true;
        BigDecimal amount = fields.decimal(name);
        if (amount == null) {
            return null;
        }
        Currency currency = currency();
        BigDecimal lowest = new Money(least, currency).toDecimal();
        BigDecimal highest = new Money(MOST_MINOR, currency).toDecimal();
        String shown = Fields.shown(amount);
        if (amount.compareTo(lowest) < 0) {
            fields.fail(name, shown + " is less than " + lowest.toPlainString());
        } else if (amount.compareTo(highest) > 0) {
            fields.fail(name, shown + " is more than " + highest.toPlainString());
        } else if (amount.stripTrailingZeros().scale() > highest.scale()) {
            fields.fail(
                    name,
                    shown + " has more digits after the point than " + currency + ", which has " + highest.scale());
        } else {
            return Money.of(amount, currency);
        }
        return null;
    }

    private Currency currency() {
        return named == null ? defaultCurrency : named;
    }

    private @Nullable Currency currency(Fields fields) {
        String code = fields.text("currency", LONGEST_WORD);
        if (code == null) {
            return null;
        }
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            fields.fail("currency", Checks.shown(code) + " is not the ISO 4217 code of a currency");
            return null;
        }
    }

    // What is null here was noted, and all that was noted has been thrown.
    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("an error was not noted");
        }
        return value;
    }
}
