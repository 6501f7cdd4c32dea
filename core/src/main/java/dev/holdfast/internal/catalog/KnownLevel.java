package dev.holdfast.internal.catalog;

import dev.holdfast.internal.stock.SupplyState;
import org.jdbi.v3.core.mapper.Nested;

/**
 * The stock of a variant at a location.
 *
 * @param location the code of the location
 * @param stockQuantity units on hand, with those of overdue orders
 */
public record KnownLevel(@Nested SupplyState supply, String location, int stockQuantity) {}
