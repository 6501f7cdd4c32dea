package dev.holdfast.cli.stock;

import dev.holdfast.Holdfast;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.location.Location;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the location of a movement. */
public final class LocationOption {
    @Option(
            names = "--location",
            paramLabel = "CODE",
            completionCandidates = Codes.Locations.class,
            description = "The location of the stock. Default: default.")
    private @Nullable String location;

    /** Whether a location is named. */
    public boolean isGiven() {
        return location != null;
    }

    /** Its code. */
    public String code() {
        return location == null ? Location.DEFAULT : location;
    }

    /** The stock there. */
    public Inventory of(Holdfast shop) {
        return shop.inventory().at(code());
    }
}
