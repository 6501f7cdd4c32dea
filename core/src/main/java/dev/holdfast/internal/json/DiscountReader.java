package dev.holdfast.internal.json;

import dev.holdfast.Money;
import dev.holdfast.internal.Checks;
import dev.holdfast.pricing.AmountOff;
import dev.holdfast.pricing.Discount;
import dev.holdfast.pricing.FixedPrice;
import dev.holdfast.pricing.Per;
import dev.holdfast.pricing.Percent;
import dev.holdfast.pricing.PercentOff;
import dev.holdfast.pricing.Target;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a rule takes off: one method for each kind. */
final class DiscountReader {
    private static final int LONGEST_WORD = 64;
    private static final int PERCENT_DIGITS = 4;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final List<String> KINDS = List.of("percent_off", "amount_off", "fixed_price");

    private final RuleReader rule;
    private final Target target;

    DiscountReader(RuleReader rule, Target target) {
        this.rule = rule;
        this.target = target;
    }

    /** Null when something is wrong, which has been noted. */
    @Nullable
    Discount read(Fields fields) {
        String type = fields.text("type", LONGEST_WORD);
        if (type == null) {
            if (!fields.has("type")) {
                fields.fail("type", "is missing");
            }
            return null;
        }
        Discount discount = switch (type) {
            case "percent_off" -> percentOff(fields);
            case "amount_off" -> amountOff(fields);
            case "fixed_price" -> fixedPrice(fields);
            default -> {
                fields.fail("type", Checks.shown(type) + " is not one of " + String.join(", ", KINDS));
                yield null;
            }
        };
        if (KINDS.contains(type)) {
            fields.refuseOthers(" of " + type);
        }
        return discount;
    }

    private @Nullable Discount percentOff(Fields fields) {
        Percent percent = percent(fields, "percent");
        return percent == null ? null : new PercentOff(percent);
    }

    private @Nullable Discount amountOff(Fields fields) {
        Money amount = required(fields, "amount", 1);
        Per per = per(fields);
        return amount == null || per == null ? null : new AmountOff(amount, per);
    }

    private @Nullable Discount fixedPrice(Fields fields) {
        Money price = required(fields, "price", 0);
        Per per = per(fields);
        return price == null || per == null ? null : new FixedPrice(price, per);
    }

    private @Nullable Money required(Fields fields, String name, long least) {
        if (!fields.has(name)) {
            fields.fail(name, "is missing");
            return null;
        }
        return rule.money(fields, name, least);
    }

    private @Nullable Per per(Fields fields) {
        if (!fields.has("per")) {
            return target == Target.ITEM ? Per.UNIT : Per.ORDER;
        }
        Per per = fields.word("per", Per.class);
        if (per != null && per != Per.ORDER && target == Target.ORDER) {
            fields.fail("per", "\"" + Fields.word(per) + "\" is for rules whose target is \"item\"");
            return null;
        }
        return per;
    }

    private static @Nullable Percent percent(Fields fields, String name) {
        if (!fields.has(name)) {
            fields.fail(name, "is missing");
            return null;
        }
        BigDecimal percent = fields.decimal(name);
        if (percent == null) {
            return null;
        }
        String shown = Fields.shown(percent);
        if (percent.signum() <= 0) {
            fields.fail(name, shown + " is not more than 0");
        } else if (percent.compareTo(HUNDRED) > 0) {
            fields.fail(name, shown + " is more than 100");
        } else if (percent.stripTrailingZeros().scale() > PERCENT_DIGITS) {
            fields.fail(name, shown + " has more than " + PERCENT_DIGITS + " digits after the point");
        } else {
            return Percent.of(percent);
        }
        return null;
    }
}
