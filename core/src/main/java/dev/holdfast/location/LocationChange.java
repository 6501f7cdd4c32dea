package dev.holdfast.location;

import dev.holdfast.Patch;

/**
 * The change of a location. None of the fields can be null.
 *
 * @param name see {@link NewLocation#name}
 * @param priority see {@link NewLocation#priority}
 * @param active see {@link NewLocation#active}
 * @param sells see {@link NewLocation#sells}
 */
public record LocationChange(Patch<String> name, Patch<Integer> priority, Patch<Boolean> active, Patch<Boolean> sells) {
    /** Changes nothing but whether the location is active. */
    public static LocationChange active(boolean active) {
        return new LocationChange(Patch.keep(), Patch.keep(), Patch.set(active), Patch.keep());
    }

    /** Changes nothing but whether carts take units from the location. */
    public static LocationChange sells(boolean sells) {
        return new LocationChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(sells));
    }
}
