package dev.holdfast.internal.settings;

import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.StockAllocator;
import java.time.Duration;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a shop, besides its database.
 *
 * @param sessionTime how long a checkout session holds its items
 * @param emptyCartAge how long an empty cart is kept; null for forever
 * @param allocator chooses the locations that items come from
 */
public record Settings(
        Currency currency,
        HoldLimits holds,
        CommandLimits commands,
        PricingPolicy policy,
        RefundSettings refunds,
        Duration sessionTime,
        @Nullable Duration emptyCartAge,
        StockAllocator allocator,
        HoldfastListener listener) {
    /** For a caller with another timeout. */
    public Settings withTimeout(Duration timeout) {
        return new Settings(
                currency,
                holds,
                commands.withTimeout(timeout),
                policy,
                refunds,
                sessionTime,
                emptyCartAge,
                allocator,
                listener);
    }
}
