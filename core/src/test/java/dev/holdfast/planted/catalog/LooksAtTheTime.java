package dev.holdfast.planted.catalog;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Asks the clock of this machine. */
final class LooksAtTheTime {
    LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
