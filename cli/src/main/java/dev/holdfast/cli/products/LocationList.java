package dev.holdfast.cli.products;

import dev.holdfast.Holdfast;
import dev.holdfast.Limits;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.location.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The locations that files can name.
 *
 * @param locations by code
 */
public record LocationList(List<Location> locations) {
    /** No locations. */
    static final LocationList NONE = new LocationList(List.of());

    /** Copies the list. */
    public LocationList {
        locations = List.copyOf(locations);
    }

    /** All locations of a shop. */
    public static LocationList of(Holdfast shop) {
        List<Location> locations = new ArrayList<>();
        String cursor = null;
        do {
            Page<Location> page = shop.locations().list(new PageRequest(Limits.PAGE, cursor));
            locations.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        locations.sort(Comparator.comparing(Location::code));
        return new LocationList(locations);
    }

    /** The codes of all but one. */
    List<String> codesWithout(String code) {
        return locations.stream()
                .map(Location::code)
                .filter(other -> !other.equals(code))
                .toList();
    }

    /** Whether there is one with this code. */
    boolean has(String code) {
        return locations.stream().anyMatch(location -> location.code().equals(code));
    }

    /** The code of the location with this name, which several may have, or else with this code. */
    List<String> named(String name) {
        List<String> codes = locations.stream()
                .filter(location -> location.name().equalsIgnoreCase(name))
                .map(Location::code)
                .toList();
        return codes.isEmpty() && has(name) ? List.of(name) : codes;
    }

    /** What identifies a location in files of other shops: its name, or its code if others have the same name. */
    String shown(String code) {
        @Nullable
        String name = locations.stream()
                .filter(location -> location.code().equals(code))
                .map(Location::name)
                .findFirst()
                .orElse(null);
        return name != null && named(name).equals(List.of(code)) ? name : code;
    }
}
