package dev.holdfast.cart;

import java.time.Instant;

/**
 * A line whose reservation has ended.
 *
 * @param id the id that the line had, and has again when the variant is put again
 * @param variantId what was held
 * @param sku its SKU
 * @param name its name for people
 * @param quantity units that were held
 * @param expiredAt when the reservation ended
 */
public record ExpiredItem(int id, long variantId, String sku, String name, int quantity, Instant expiredAt) {}
