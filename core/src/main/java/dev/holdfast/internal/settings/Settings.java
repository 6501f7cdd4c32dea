package dev.holdfast.internal.settings;

import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
import java.time.Duration;
import java.util.Currency;

/** What the builder was told about a shop, besides its database. */
public record Settings(
        Currency currency,
        HoldLimits holds,
        CommandLimits commands,
        PricingPolicy policy,
        RefundSettings refunds,
        HoldfastListener listener) {
    /** For a caller with another timeout. */
    public Settings withTimeout(Duration timeout) {
        return new Settings(currency, holds, commands.withTimeout(timeout), policy, refunds, listener);
    }
}
