package dev.holdfast.inventory;

import org.jspecify.annotations.Nullable;

/**
 * How a variant is sold from a location, beside the units that are there.
 *
 * @param variantId the variant
 * @param locationId the location; 1 is the default location
 * @param safetyStock units on hand that new reservations leave where they are, 0 by default
 * @param backorderLimit units that may be reserved and sold beyond those on hand, 0 by default
 * @param preorder units that are sold before they come in, for a time at which they are there; null, the default, for none
 * @param tracked whether units are counted, true by default; otherwise as many as anybody likes are reserved and sold, and
 *     what is on hand stays as it is
 * @param reorderPoint the stock level is low as soon as no more units can be sold from those on hand; null, the default, if it
 *     never is
 * @param backorderedQuantity units that are reserved or sold so far and not on hand
 */
public record Supply(
        long variantId,
        int locationId,
        int safetyStock,
        int backorderLimit,
        @Nullable Preorder preorder,
        boolean tracked,
        @Nullable Integer reorderPoint,
        int backorderedQuantity) {}
