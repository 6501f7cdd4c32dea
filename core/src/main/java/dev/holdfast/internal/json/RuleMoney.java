package dev.holdfast.internal.json;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Reads the money of one rule, which is all in one currency. */
final class RuleMoney {
    private static final int LONGEST_CODE = 10;

    private final Currency defaultCurrency;
    private @Nullable Currency named;
    private boolean used;

    RuleMoney(Currency defaultCurrency) {
        this.defaultCurrency = defaultCurrency;
    }

    /** Reads the currency that a discount names. Must be called for all discounts before any amount is read. */
    void readCurrency(Fields discount) {
        String code = currencyCode(discount.get("currency"));
        if (code == null) {
            return;
        }
        Currency currency = Currency.getInstance(code);
        if (named != null && !named.equals(currency)) {
            discount.fail("currency", currency + " is not " + named + ", the currency of another discount of the rule");
        } else {
            named = currency;
        }
    }

    /** Reads the code of a currency. */
    static @Nullable String currencyCode(Field field) {
        return field.parsed(LONGEST_CODE, RuleMoney::known, "the ISO 4217 code of a currency");
    }

    private static @Nullable String known(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The currency of the rule; null if the rule names none and has no money. */
    @Nullable
    Currency currency() {
        return used ? effective() : named;
    }

    /** Reads an amount of at least {@code least} minor units; null if it is absent, or wrong, which is noted. */
    @Nullable
    Money read(Fields fields, String name, long least) {
        Field field = fields.get(name);
        used |= field.isPresent();
        BigDecimal amount = field.decimal();
        if (amount == null) {
            return null;
        }
        Currency currency = effective();
        BigDecimal lowest = new Money(least, currency).toDecimal();
        BigDecimal highest = new Money(Limits.AMOUNT, currency).toDecimal();
        String shown = Field.shown(amount);
        if (amount.compareTo(lowest) < 0) {
            field.fail(shown + " is less than " + lowest.toPlainString());
        } else if (amount.compareTo(highest) > 0) {
            field.fail(shown + " is more than " + highest.toPlainString());
        } else if (amount.stripTrailingZeros().scale() > highest.scale()) {
            field.fail(shown + " has more decimals than " + currency + ", which has " + highest.scale());
        } else {
            return Money.of(amount, currency);
        }
        return null;
    }

    /** Reads an amount that must be present. */
    @Nullable
    Money require(Fields fields, String name, long least) {
        fields.required(name);
        return read(fields, name, least);
    }

    private Currency effective() {
        return named == null ? defaultCurrency : named;
    }
}
