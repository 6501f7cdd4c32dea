package dev.holdfast.cli;

import dev.holdfast.cli.output.TextTable;
import java.util.Optional;

/** Finds arguments whose text was lost before the program saw it. */
final class LostText {
    /** Java's mark in the place of bytes that it could not decode. */
    private static final char UNDECODABLE = '\uFFFD';

    private LostText() {}

    /**
     * Java decodes arguments in the encoding of the locale. Without a locale, that is ASCII.
     *
     * @return what is wrong and what to do; empty if no text was lost
     */
    static Optional<String> in(String... arguments) {
        for (int index = 0; index < arguments.length; index++) {
            if (arguments[index].indexOf(UNDECODABLE) >= 0) {
                return Optional.of("argument " + (index + 1) + ", " + shown(arguments[index])
                        + ", contains characters that were lost, because they are not in the encoding of the locale ("
                        + System.getProperty("sun.jnu.encoding")
                        + "); set LC_ALL=C.UTF-8, or start Holdfast with its launcher");
            }
        }
        return Optional.empty();
    }

    // An address can contain a password.
    private static String shown(String argument) {
        return argument.contains("://") ? "an address" : '"' + TextTable.harmless(argument) + '"';
    }
}
