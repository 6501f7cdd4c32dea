package dev.holdfast.kit;

import java.util.List;

/**
 * What a variant consists of.
 *
 * @param variantId the variant
 * @param components what each unit of it consists of; none if it is no kit
 */
public record Kit(long variantId, List<Component> components) {
    /**
     * A component of a kit.
     *
     * @param variantId the component
     * @param sku its SKU
     * @param quantity its units in each kit
     */
    public record Component(long variantId, String sku, int quantity) {}

    /** Copies the list. */
    public Kit {
        components = List.copyOf(components);
    }
}
