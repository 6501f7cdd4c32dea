package dev.holdfast.location;

import java.time.Instant;

/**
 * A place where stock lies, such as a shop or a warehouse.
 *
 * @param code names it everywhere; never changes
 * @param name for people
 * @param priority 0 to {@value #MAX_PRIORITY}; a location with a lower number comes first
 * @param active whether units can be received there
 * @param sells whether carts take units from there, as long as it is active
 * @param createdAt when it was added
 * @param updatedAt when it was last changed; a movement of stock is no such change
 */
public record Location(
        String code, String name, int priority, boolean active, boolean sells, Instant createdAt, Instant updatedAt) {
    /** The code of the location that every shop has, and where movements are that name no other. */
    public static final String DEFAULT = "default";

    /** The priority of a location if none is given. */
    public static final int DEFAULT_PRIORITY = 100;

    /** The highest number of a priority. */
    public static final int MAX_PRIORITY = 1_000_000;
}
