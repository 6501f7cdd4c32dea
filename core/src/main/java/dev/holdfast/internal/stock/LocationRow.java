package dev.holdfast.internal.stock;

import java.time.Instant;

/** A row of {@code locations}. */
public record LocationRow(
        int id, String code, String name, int priority, boolean active, Instant createdAt, Instant updatedAt) {}
