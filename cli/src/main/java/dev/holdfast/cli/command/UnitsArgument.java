package dev.holdfast.cli.command;

import dev.holdfast.InvalidInputException;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.UnitChoice;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads units of an order's item in arguments. */
final class UnitsArgument {
    static final String HELP =
            "Units of an item: its id, :QUANTITY if there are several, and :GROUP for those of one group"
                    + " of units that were charged alike, from 0. Can be repeated.";

    private static final Pattern UNITS = Pattern.compile("([0-9]{1,9})(?::([0-9]{1,9})(?::([0-9]{1,9}))?)?");

    private UnitsArgument() {}

    /** The units of each argument; none for no arguments. */
    static List<ItemUnits> list(@Nullable List<String> arguments) {
        return arguments == null
                ? List.of()
                : arguments.stream().map(UnitsArgument::of).toList();
    }

    private static ItemUnits of(String argument) {
        Matcher parts = UNITS.matcher(argument);
        if (!parts.matches()) {
            throw new InvalidInputException(
                    "/item", '"' + TextTable.harmless(argument) + "\" is not an item such as 1, 1:2 or 1:2:0");
        }
        int quantity = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
        List<UnitChoice> units = parts.group(3) == null
                ? List.of()
                : List.of(new UnitChoice(Integer.parseInt(parts.group(3)), quantity));
        return new ItemUnits(Integer.parseInt(parts.group(1)), quantity, units);
    }
}
