package dev.holdfast.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lines of {@code NAME=value}, with comments, quotes and an optional {@code export}, as in a shell. */
final class EnvironmentFile {
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
    private static final Pattern COMMENT = Pattern.compile("\\s+#.*$");

    private EnvironmentFile() {}

    /** The values by name; empty if there is no such file. If a name has several lines, the last one counts. */
    static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file.getFileName().toString(), file.toString(), "is not UTF-8 text");
        } catch (IOException e) {
            throw new ConfigurationException(
                    file.getFileName().toString(), file.toString(), "cannot be read: " + e.getMessage());
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                // The line itself is not shown, because it may be part of a secret.
                throw new ConfigurationException(
                        file.getFileName().toString(), "line " + number, "is not of the form NAME=value");
            }
            values.put(matcher.group(1), unquoted(file, number, matcher.group(2)));
        }
        return values;
    }

    private static String unquoted(Path file, int line, String text) {
        if (text.startsWith("\"") || text.startsWith("'")) {
            char quote = text.charAt(0);
            int end = text.indexOf(quote, 1);
            String rest = end < 0 ? "" : text.substring(end + 1).strip();
            if (end < 0 || !(rest.isEmpty() || rest.startsWith("#"))) {
                throw new ConfigurationException(
                        file.getFileName().toString(), "line " + line, "has a quote that is not closed");
            }
            return text.substring(1, end);
        }
        return text.startsWith("#") ? "" : COMMENT.matcher(text).replaceFirst("");
    }
}
