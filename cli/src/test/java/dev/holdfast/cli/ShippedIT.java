package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bill of materials names what is shipped. Runs once the jar is packaged. */
class ShippedIT {
    private static final Path BUILT = Path.of("target");

    private static JsonNode bill;

    @BeforeAll
    static void read() throws IOException {
        Path file = BUILT.resolve("bom.json");
        assumeTrue(
                Files.exists(file)
                        && Files.getLastModifiedTime(file)
                                        .compareTo(Files.getLastModifiedTime(BUILT.resolve("holdfast.jar")))
                                >= 0,
                "Maven makes no bill of materials offline");
        bill = JsonMapper.builder().build().readTree(file.toFile());
    }

    @Test
    void everyFileThatTheProgramBringsIsNamedByItsContent() throws Exception {
        Map<String, String> named = named();
        Map<String, String> shipped = shipped();

        assertThat(shipped.values()).hasSizeGreaterThan(50).anyMatch(file -> file.startsWith("holdfast-core-"));
        Map<String, String> unnamed = new TreeMap<>(shipped);
        unnamed.keySet().removeAll(named.keySet());
        assertThat(unnamed.values()).as("files that are not named").isEmpty();
        named.keySet().removeAll(shipped.keySet());
        // Annotations for compilers, which nothing reads when it runs.
        assertThat(named.values()).isSubsetOf("jspecify", "checker-qual");
    }

    @Test
    void itIsThatOfTheProgramAndTheSameForTheSameSources() {
        assertThat(bill.at("/metadata/component/name").textValue()).isEqualTo("holdfast-cli");
        assertThat(bill.at("/metadata/component/type").textValue()).isEqualTo("application");
        assertThat(bill.at("/metadata/component/version").textValue()).isNotEmpty();
        assertThat(bill.at("/metadata/timestamp").isMissingNode())
                .as("whether no time is named")
                .isTrue();
    }

    /** The names of the components, by their content. */
    private static Map<String, String> named() {
        Map<String, String> named = new TreeMap<>();
        for (JsonNode component : bill.required("components")) {
            for (JsonNode hash : component.required("hashes")) {
                if (hash.required("alg").textValue().equals("SHA-256")) {
                    named.put(
                            hash.required("content").textValue(),
                            component.required("name").textValue());
                }
            }
        }
        return named;
    }

    /** The names of the files, by their content. */
    private static Map<String, String> shipped() throws IOException, NoSuchAlgorithmException {
        Map<String, String> shipped = new TreeMap<>();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Stream<Path> files = Files.list(BUILT.resolve("lib"))) {
            for (Path file : files.toList()) {
                shipped.put(
                        HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))),
                        file.getFileName().toString());
            }
        }
        return shipped;
    }
}
