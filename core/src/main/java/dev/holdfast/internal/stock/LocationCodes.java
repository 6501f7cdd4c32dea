package dev.holdfast.internal.stock;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.internal.input.Validation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The codes of locations: what one looks like, and the locations that callers name by them. */
public final class LocationCodes {
    /** The code of the location that every shop has. */
    public static final String DEFAULT = "default";

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    private LocationCodes() {}

    /** Checks the code of a location that is new. */
    public static void check(Validation checks, @Nullable String code) {
        int before = checks.count();
        checks.text("/code", code, Limits.LOCATION_CODE);
        if (code != null && checks.count() == before && !CODE.matcher(code).matches()) {
            checks.fail(
                    "/code",
                    Validation.shown(code) + " is not a code such as berlin-2: lower-case letters from a to z, digits,"
                            + " dashes and underscores, beginning with a letter or a digit");
        }
    }

    /** Whether a text can be the code of a location; others are not sent to the database, which could not take each. */
    public static boolean isCode(String text) {
        return text.length() <= Limits.LOCATION_CODE && CODE.matcher(text).matches();
    }

    /**
     * The location with this code.
     *
     * @param pointer where the caller named it
     * @throws InvalidInputException if there is none
     */
    public static LocationRow require(LocationSql sql, String pointer, String code) {
        LocationRow location = isCode(code) ? sql.find(code).orElse(null) : null;
        if (location == null) {
            throw unknown(pointer, code);
        }
        return location;
    }

    /**
     * The id of the location that a filter names; null for none.
     *
     * @param pointer where the caller named it
     * @throws InvalidInputException if there is no such location
     */
    public static @Nullable Integer filter(Handle handle, String pointer, @Nullable String code) {
        return code == null
                ? null
                : (Integer)
                        require(handle.attach(LocationSql.class), pointer, code).id();
    }

    /**
     * The locations with these codes, in their order.
     *
     * @param pointer where the caller named them
     * @throws InvalidInputException if one of them is none
     */
    public static List<LocationRow> require(LocationSql sql, String pointer, List<String> codes) {
        Map<String, LocationRow> found = known(sql, codes);
        return codes.stream()
                .map(code -> {
                    LocationRow location = found.get(code);
                    if (location == null) {
                        throw unknown(pointer, code);
                    }
                    return location;
                })
                .toList();
    }

    /** The locations that have one of these codes, by code. */
    public static Map<String, LocationRow> known(LocationSql sql, Collection<String> codes) {
        List<String> possible = codes.stream().filter(LocationCodes::isCode).toList();
        return possible.isEmpty()
                ? Map.of()
                : sql.findAll(possible).stream().collect(Collectors.toMap(LocationRow::code, Function.identity()));
    }

    /** What is wrong with a code that no location has. */
    public static String isNone(String code) {
        return Validation.shown(code) + " is not a location";
    }

    private static InvalidInputException unknown(String pointer, String code) {
        return new InvalidInputException(pointer, isNone(code));
    }
}
