package dev.holdfast.planted.catalog;

/** Asks the clock of this machine. */
final class CountsMillis {
    long millis() {
        return System.currentTimeMillis();
    }
}
