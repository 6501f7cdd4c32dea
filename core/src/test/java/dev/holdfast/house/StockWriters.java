package dev.holdfast.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Only {@code internal.stock} writes the stock counters and their ledger, so that no movement can leave the ledger out.
 * SQL is text, which the compiler does not look into; so this looks into the sources.
 */
final class StockWriters {
    private static final Path OWNER = Path.of("dev", "holdfast", "internal", "stock");

    private static final Pattern WRITE = Pattern.compile(
            "\\b(insert\\s+into|update|delete\\s+from|merge\\s+into|truncate(\\s+table)?|copy)\\s+(only\\s+)?"
                    + "(#|\"?[\\w%$]+\"?\\.)\"?stock(_ledger)?\\b",
            Pattern.CASE_INSENSITIVE);

    private StockWriters() {}

    /** The statements of a source text that write a counter or the ledger. */
    static List<String> writesIn(String source) {
        return WRITE.matcher(source).results().map(match -> match.group()).toList();
    }

    /** The Java files below a source root that should not write stock and do. */
    static List<Path> offendersIn(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !sources.relativize(file).startsWith(OWNER))
                    .filter(file -> !writesIn(read(file)).isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
