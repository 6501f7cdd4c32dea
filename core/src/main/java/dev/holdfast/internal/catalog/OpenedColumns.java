package dev.holdfast.internal.catalog;

import java.util.List;

/**
 * The counters of new variants, as one list for each column.
 *
 * @param places of the variants in their own list, from 1
 */
public record OpenedColumns(List<Long> places, List<Integer> locationIds, List<Integer> units) {}
