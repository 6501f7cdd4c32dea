package dev.holdfast.spring;

import dev.holdfast.order.RefundPolicy;
import dev.holdfast.spi.StockAllocator;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code holdfast.*}. What they do not offer, a {@link HoldfastBuilderCustomizer} does.
 *
 * @param enabled whether there is a shop at all
 * @param schema the schema of the shop: lower-case letters, digits and underscores
 * @param currency the currency of products, carts and rules that are added without one
 * @param reservationTime how long an item is reserved each time it is put or extended
 * @param reservationTimes how long an item is reserved for the buyers of a tier, by tier
 * @param maxReservationAge how long an item can be reserved in total, however often it is renewed
 * @param checkoutSessionTime how long a checkout session that names no time holds its items
 * @param payWithin how long an order may wait for its payment before it is cancelled; without it, for any time
 * @param emptyCartAge how long an empty cart is kept after its last change; 0 for forever
 * @param maxItemsPerCart the most items of a cart
 * @param maxUnitsPerCart the most units of a cart, over all its items
 * @param maxItemsPerUser the most items that a user can hold in all open carts; without it, any number
 * @param maxUnitsPerUser the most units that a user can hold in all open carts; without it, any number
 * @param maxUnitsPerAnonymousItem the most units of one variant in an anonymous cart; 0 for any number
 * @param maxAnonymousShare the share of a variant's stock, in percent, that all anonymous carts can hold; 0 for all of it
 * @param maxAnonymousCarts the most anonymous carts of one origin that hold something at once; 0 for any number
 * @param allocation which locations the units of an item come from, where several could serve it
 * @param pricingPolicy how rules are combined and amounts rounded: a name, or one with options
 * @param refundPolicy how much is given back for a part of an order
 * @param returnPromoUses whether an order that is cancelled as a whole gives back its uses of promo codes
 * @param commandTimeout how long a call that changes something waits for locked rows before it is refused as busy
 * @param lanes how many batches of commands run at once; each uses a connection while it runs
 * @param batchLimit the most commands that are combined into one transaction
 * @param queueLimit how many commands wait in a lane before more are refused as busy
 * @param migrations the tables
 * @param sweep the background sweep
 */
@ConfigurationProperties("holdfast")
public record HoldfastProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("holdfast") String schema,
        @DefaultValue("USD") Currency currency,
        @DefaultValue("15m") Duration reservationTime,
        @DefaultValue Map<String, Duration> reservationTimes,
        @DefaultValue("2h") Duration maxReservationAge,
        @DefaultValue("30m") Duration checkoutSessionTime,
        @Nullable Duration payWithin,
        @DefaultValue("30d") Duration emptyCartAge,
        @DefaultValue("100") int maxItemsPerCart,
        @DefaultValue("100000") int maxUnitsPerCart,
        @Nullable Integer maxItemsPerUser,
        @Nullable Integer maxUnitsPerUser,
        @DefaultValue("20") int maxUnitsPerAnonymousItem,
        @DefaultValue("80") int maxAnonymousShare,
        @DefaultValue("50") int maxAnonymousCarts,
        @DefaultValue("one-place-first") Allocation allocation,
        @DefaultValue("holdfast") String pricingPolicy,
        @DefaultValue("keep") RefundPolicy refundPolicy,
        @DefaultValue("true") boolean returnPromoUses,
        @DefaultValue("5s") Duration commandTimeout,
        @DefaultValue("2") int lanes,
        @DefaultValue("128") int batchLimit,
        @DefaultValue("1000") int queueLimit,
        @DefaultValue Migrations migrations,
        @DefaultValue Sweep sweep) {

    /** Which locations the units of an item come from, where several could serve it. */
    public enum Allocation {
        /** One that has all units, otherwise as much as each has by priority. */
        ONE_PLACE_FIRST,
        /** As few as possible. */
        FEWEST_PLACES,
        /** Those that have most. */
        MOST_STOCK;

        StockAllocator allocator() {
            return switch (this) {
                case ONE_PLACE_FIRST -> StockAllocator.onePlaceFirst();
                case FEWEST_PLACES -> StockAllocator.fewestPlaces();
                case MOST_STOCK -> StockAllocator.mostStock();
            };
        }
    }

    /**
     * The tables.
     *
     * @param enabled whether the tables are created and upgraded when the application starts
     */
    public record Migrations(@DefaultValue("true") boolean enabled) {}

    /**
     * The background sweep, which takes expired items out of carts. Nothing depends on it.
     *
     * @param enabled whether this application sweeps
     * @param interval how long the sweep waits after it has ended
     * @param batch the most items that one transaction takes away
     */
    public record Sweep(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("30s") Duration interval,
            @DefaultValue("5000") int batch) {}
}
