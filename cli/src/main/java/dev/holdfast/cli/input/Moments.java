package dev.holdfast.cli.input;

import dev.holdfast.cli.output.TextTable;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the time in an option, such as {@code 2026-11-23T12:00:00Z}. */
public final class Moments implements ITypeConverter<OffsetDateTime> {
    @Override
    public OffsetDateTime convert(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + TextTable.harmless(text) + "' is not a time with an offset, such as 2026-11-23T12:00:00Z");
        }
    }
}
