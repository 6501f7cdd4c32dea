package dev.holdfast.inventory;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variant of which fewer units are available than were requested.
 *
 * @param variantId the variant
 * @param requested the units that were requested
 * @param available the units that the caller could have had, including those that it already holds
 * @param location the code of the location where they were requested; null if no location was named
 */
public record Shortage(
        long variantId,
        int requested,
        int available,
        @Nullable String location) implements Serializable {
    /** A shortage of a variant, at no location in particular. */
    public Shortage(long variantId, int requested, int available) {
        this(variantId, requested, available, null);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("variant_id", variantId);
        facts.put("requested", requested);
        facts.put("available", available);
        if (location != null) {
            facts.put("location", location);
        }
        return facts;
    }

    @Override
    public String toString() {
        return "variant " + variantId + (location == null ? "" : " at " + location) + ": " + requested + " requested, "
                + available + " available";
    }
}
