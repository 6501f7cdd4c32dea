package dev.holdfast.cli.products;

import dev.holdfast.Holdfast;
import dev.holdfast.Limits;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.location.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The locations that files can name. */
public final class LocationList {
    private LocationList() {}

    /** The codes of all locations, in the order of the alphabet. */
    public static List<String> codes(Holdfast shop) {
        return all(shop).stream().map(Location::code).toList();
    }

    /** All locations, by code. */
    static List<Location> all(Holdfast shop) {
        List<Location> locations = new ArrayList<>();
        String cursor = null;
        do {
            Page<Location> page = shop.locations().list(new PageRequest(Limits.PAGE, cursor));
            locations.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        locations.sort(Comparator.comparing(Location::code));
        return locations;
    }
}
