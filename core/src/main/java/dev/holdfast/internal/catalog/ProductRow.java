package dev.holdfast.internal.catalog;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/** A row of {@code products}. */
public record ProductRow(
        long id,
        String handle,
        String name,
        @Nullable String description,
        @Nested Money basePrice,
        @Nullable String category,
        String status,
        Map<String, Object> metadata,
        Instant createdAt,
        Instant updatedAt) {}
