package dev.holdfast.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether each bug in {@code src/test/planted} can still be planted: where not, its patch has to be written anew. */
@Tag("quick")
class PlantedBugsTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path PLANTED = MODULE.resolve("src/test/planted");

    static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(PLANTED)) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void whatItReplacesIsStillThere(Path patch) throws IOException {
        List<String> lines = Files.readAllLines(patch);
        List<String> replaced = new ArrayList<>();
        String source = "";
        for (String line : lines) {
            if (line.startsWith("--- a/")) {
                source = Files.readString(MODULE.getParent().resolve(line.substring("--- a/".length())));
            } else if (line.startsWith("-")) {
                replaced.add(line.substring(1));
            } else if (!replaced.isEmpty()) {
                assertThat(source).contains(String.join("\n", replaced));
                replaced.clear();
            }
        }
        assertThat(replaced).as("lines without an end").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("patches")
    void theTestsThatCatchItAreStillThere(Path patch) throws IOException {
        String caughtBy = Files.readAllLines(patch).stream()
                .filter(line -> line.startsWith("Caught by: "))
                .findFirst()
                .orElseThrow();
        for (String test : caughtBy.substring("Caught by: ".length()).split(", *")) {
            assertThat(MODULE.resolve("src/test/java/" + test.replace('.', '/') + ".java"))
                    .exists();
        }
    }
}
