package dev.holdfast.inventory;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A variant of which fewer units are available than were requested.
 *
 * @param variantId the variant
 * @param requested the units that were requested
 * @param available the units that the caller could have had, including those that it already holds
 */
public record Shortage(long variantId, int requested, int available) {
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("variant_id", variantId);
        facts.put("requested", requested);
        facts.put("available", available);
        return facts;
    }

    @Override
    public String toString() {
        return "variant " + variantId + ": " + requested + " requested, " + available + " available";
    }
}
