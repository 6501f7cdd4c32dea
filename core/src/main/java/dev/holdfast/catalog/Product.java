package dev.holdfast.catalog;

import dev.holdfast.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a shop offers; what it sells of it are the {@linkplain Variant variants}.
 *
 * @param id its identifier
 * @param handle its unique name for addresses and scripts, such as {@code basic-tee}
 * @param name its name for people
 * @param description null when there is none
 * @param basePrice the price of its variants that have none of their own
 * @param category a path such as {@code apparel/men/shirts}, null when there is none
 * @param createdAt when it was added
 * @param updatedAt when it was last changed
 */
public record Product(
        long id,
        String handle,
        String name,
        @Nullable String description,
        Money basePrice,
        @Nullable String category,
        Instant createdAt,
        Instant updatedAt) {}
