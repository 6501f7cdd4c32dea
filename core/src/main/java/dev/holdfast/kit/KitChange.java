package dev.holdfast.kit;

import java.util.List;

/**
 * What a variant is to consist of.
 *
 * @param variantId the variant
 * @param components at most {@value dev.holdfast.Limits#COMPONENTS}, each of another variant; none if it is to be no kit
 */
public record KitChange(long variantId, List<ComponentUnits> components) {
    /** Copies the list. */
    public KitChange {
        components = List.copyOf(components);
    }
}
