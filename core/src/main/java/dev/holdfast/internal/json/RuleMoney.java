package dev.holdfast.internal.json;

import dev.holdfast.Money;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Reads the money of one rule, which is all in one currency. */
final class RuleMoney {
    /** No amount of money in a shop is larger, so that sums fit. */
    static final long MOST_MINOR = 100_000_000_000L;

    private static final int LONGEST_CODE = 10;

    private final Currency defaultCurrency;
    private @Nullable Currency named;
    private boolean used;

    RuleMoney(Currency defaultCurrency) {
        this.defaultCurrency = defaultCurrency;
    }

    /** Takes the currency that a discount names; to be called before any amount is read. */
    void name(Fields discount) {
        String code = discount.text("currency", LONGEST_CODE);
        if (code == null) {
            return;
        }
        Currency currency = currency(code);
        if (currency == null) {
            discount.fail("currency", Validation.shown(code) + " is not the ISO 4217 code of a currency");
        } else if (named != null && !named.equals(currency)) {
            discount.fail("currency", currency + " is not " + named + ", which another discount of the rule is in");
        } else {
            named = currency;
        }
    }

    static @Nullable Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The currency of the rule; null when it names none and holds no money. */
    @Nullable
    Currency currency() {
        return used ? effective() : named;
    }

    /** An amount of at least so many minor units; null when it is not there, or wrong, which is noted. */
    @Nullable
    Money read(Fields fields, String name, long least) {
        if (!fields.has(name)) {
            return null;
        }
        used = true;
        BigDecimal amount = fields.decimal(name);
        if (amount == null) {
            return null;
        }
        Currency currency = effective();
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

    /** The same for an amount that must be there. */
    @Nullable
    Money require(Fields fields, String name, long least) {
        if (!fields.has(name)) {
            fields.fail(name, "is missing");
        }
        return read(fields, name, least);
    }

    private Currency effective() {
        return named == null ? defaultCurrency : named;
    }
}
