package dev.holdfast.internal.json;

import dev.holdfast.Money;
import dev.holdfast.pricing.rule.Percent;
import dev.holdfast.pricing.rule.Reward;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is taken off some units. */
final class RewardReader {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final RuleMoney money;

    RewardReader(RuleMoney money) {
        this.money = money;
    }

    /** Reads exactly one of percent, amount and price; null if an error was noted. */
    @Nullable
    Reward read(Fields fields) {
        long given = Stream.of("percent", "amount", "price").filter(fields::has).count();
        if (given != 1) {
            fields.fail(
                    "percent", given == 0 ? "is missing, and so are amount and price" : "is one of several rewards");
        }
        Percent percent = percent(fields);
        Money amount = money.read(fields, "amount", 1);
        Money price = money.read(fields, "price", 0);
        boolean complete = percent != null || amount != null || price != null;
        return given == 1 && complete ? new Reward(percent, amount, price) : null;
    }

    /** Reads a percentage; null if it is absent, or wrong, which is noted. */
    @Nullable
    Percent percent(Fields fields) {
        Field field = fields.get("percent");
        BigDecimal percent = field.decimal();
        if (percent == null) {
            return null;
        }
        String shown = Field.shown(percent);
        if (percent.signum() <= 0) {
            field.fail(shown + " is not more than 0");
        } else if (percent.compareTo(HUNDRED) > 0) {
            field.fail(shown + " is more than 100");
        } else if (percent.stripTrailingZeros().scale() > Percent.DECIMALS) {
            field.fail(shown + " has more than " + Percent.DECIMALS + " decimals");
        } else {
            return Percent.of(percent);
        }
        return null;
    }
}
