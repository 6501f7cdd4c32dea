package dev.holdfast.cli.input;

import dev.holdfast.InvalidInputException;
import dev.holdfast.cli.output.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of the form {@code name=value}. */
public final class NamedValues {
    private NamedValues() {}

    /**
     * The values by name.
     *
     * @param pointer names the option in the error
     * @param given as they were given; null for none
     * @throws InvalidInputException if one has no name
     */
    public static Map<String, Object> read(String pointer, @Nullable List<String> given) {
        return new LinkedHashMap<>(texts(pointer, given));
    }

    /** The same, as texts. */
    public static Map<String, String> texts(String pointer, @Nullable List<String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String value : given == null ? List.<String>of() : given) {
            int equals = value.indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException(
                        pointer, '"' + TextTable.harmless(value) + "\" is not of the form color=red");
            }
            values.put(value.substring(0, equals), value.substring(equals + 1));
        }
        return values;
    }
}
