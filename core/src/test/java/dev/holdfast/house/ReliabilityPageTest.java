package dev.holdfast.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests that {@code docs/reliability.md} gives as its proofs are there, under the names that it gives. */
@Tag("quick")
class ReliabilityPageTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    // A class, and maybe one of its methods; a method alone is one of the class before it.
    private static final Pattern NAMED = Pattern.compile("`(?:(\\w+Tests?)(?:\\.(\\w+))?|([a-z]\\w*[A-Z_]\\w{12,}))`");

    private static final Pattern EXTENDS = Pattern.compile("class \\w+ extends (\\w+)");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(ROOT.resolve("docs/reliability.md")));
        Set<Path> sources = sources();
        String test = "";
        int found = 0;
        while (named.find()) {
            test = named.group(1) == null ? test : named.group(1);
            String method = named.group(2) == null ? named.group(3) : named.group(2);
            if (!exists(test, method, sources)) {
                missing.add(named.group());
            }
            found++;
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(100);
    }

    /** Whether there is a test of this name, and it or what it extends has the method, if one is named. */
    private static boolean exists(String test, @Nullable String method, Set<Path> sources) throws IOException {
        for (Path source : sources) {
            if (source.endsWith(test + ".java")) {
                String text = Files.readString(source);
                Matcher parent = EXTENDS.matcher(text);
                if (method == null || text.contains(" " + method + "(")) {
                    return true;
                }
                if (parent.find() && exists(parent.group(1), method, sources)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Set<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("/src/test/"))
                    .collect(Collectors.toSet());
        }
    }
}
