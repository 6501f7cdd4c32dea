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
 * @param component what is short of a kit; null if the variant is no kit
 */
public record Shortage(
        long variantId,
        int requested,
        int available,
        @Nullable String location,
        @Nullable Component component) implements Serializable {
    /**
     * A component of which a kit has too few.
     *
     * @param variantId the component
     * @param sku its SKU
     * @param requested the units of it that were requested
     * @param available the units of it that the caller could have had for the kit, including those that it already holds
     */
    public record Component(long variantId, String sku, int requested, int available) implements Serializable {
        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("variant_id", variantId);
            facts.put("sku", sku);
            facts.put("requested", requested);
            facts.put("available", available);
            return facts;
        }
    }

    /** A shortage of a variant, at no location in particular. */
    public Shortage(long variantId, int requested, int available) {
        this(variantId, requested, available, null);
    }

    /** A shortage of a variant that is no kit. */
    public Shortage(long variantId, int requested, int available, @Nullable String location) {
        this(variantId, requested, available, location, null);
    }

    /** The same of a kit, for want of a component. */
    public Shortage of(Component missing) {
        return new Shortage(variantId, requested, available, location, missing);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("variant_id", variantId);
        facts.put("requested", requested);
        facts.put("available", available);
        if (location != null) {
            facts.put("location", location);
        }
        if (component != null) {
            facts.put("component", component.facts());
        }
        return facts;
    }

    @Override
    public String toString() {
        return "variant " + variantId + (location == null ? "" : " at " + location) + ": " + requested + " requested, "
                + available + " available"
                + (component == null
                        ? ""
                        : " (component " + component.sku + ": " + component.requested + " requested, "
                                + component.available + " available)");
    }
}
