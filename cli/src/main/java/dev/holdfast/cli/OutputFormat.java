package dev.holdfast.cli;

import java.util.Locale;

/** How data are written. */
enum OutputFormat {
    TABLE,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
