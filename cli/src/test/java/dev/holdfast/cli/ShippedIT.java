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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The bill of materials names what is shipped, under licences that fit. Runs once the jar is packaged. */
class ShippedIT {
    private static final Path BUILT = Path.of("target");

    /** What may be passed on together with works under Apache-2.0, unchanged and as a file of its own. */
    private static final Set<String> FIT = Set.of(
            "Apache-2.0",
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "0BSD",
            "CC0-1.0",
            "ISC",
            "PostgreSQL",
            "Public Domain",
            "EPL-2.0");

    /** What does not fit by itself, but is offered as the alternative of one that does. */
    private static final Set<String> ALTERNATIVES = Set.of("GPL-2.0-with-classpath-exception", "LGPL-2.1-only");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The bill of materials; tests that need it are skipped without one. */
    private static JsonNode bill() throws IOException {
        Path file = BUILT.resolve("bom.json");
        assumeTrue(
                Files.exists(file)
                        && Files.getLastModifiedTime(file)
                                        .compareTo(Files.getLastModifiedTime(BUILT.resolve("holdfast.jar")))
                                >= 0,
                "Maven makes no bill of materials offline");
        return JSON.readTree(file.toFile());
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
    void itIsThatOfTheProgramAndTheSameForTheSameSources() throws IOException {
        JsonNode bill = bill();
        assertThat(bill.at("/metadata/component/name").textValue()).isEqualTo("holdfast-cli");
        assertThat(bill.at("/metadata/component/type").textValue()).isEqualTo("application");
        assertThat(bill.at("/metadata/component/version").textValue()).isNotEmpty();
        assertThat(bill.at("/metadata/timestamp").isMissingNode())
                .as("whether no time is named")
                .isTrue();
    }

    @Test
    void whatIsShippedMayBePassedOnUnderApache2() throws IOException {
        JsonNode components = bill().required("components");

        assertThat(components).hasSizeGreaterThan(50);
        assertThat(unfit(components)).isEmpty();
    }

    @Test
    void aComponentUnderAnotherLicenceOrUnderNoneDoesNotFit() throws IOException {
        JsonNode components = JSON.readTree("""
                [{"name": "fits", "licenses": [{"license": {"id": "MIT"}}]},
                 {"name": "choice", "licenses": [{"license": {"id": "LGPL-2.1-only"}}, {"license": {"id": "EPL-2.0"}}]},
                 {"name": "expression", "licenses": [{"expression": "GPL-3.0-only"}]},
                 {"name": "copyleft", "licenses": [{"license": {"id": "AGPL-3.0-only"}}]},
                 {"name": "both", "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Commercial"}}]},
                 {"name": "alternative", "licenses": [{"license": {"id": "LGPL-2.1-only"}}]},
                 {"name": "empty", "licenses": []},
                 {"name": "none"}]
                """);

        assertThat(unfit(components))
                .containsExactly(
                        "expression [GPL-3.0-only]",
                        "copyleft [AGPL-3.0-only]",
                        "both [MIT, Commercial]",
                        "alternative [LGPL-2.1-only]",
                        "empty []",
                        "none []");
    }

    @Test
    void eachJarOfHoldfastBringsItsLicence() throws IOException {
        List<Path> jars = new ArrayList<>(List.of(BUILT.resolve("holdfast.jar")));
        try (Stream<Path> files = Files.list(BUILT.resolve("lib"))) {
            files.filter(file -> file.getFileName().toString().startsWith("holdfast-"))
                    .forEach(jars::add);
        }

        assertThat(jars).hasSizeGreaterThanOrEqualTo(4);
        for (Path jar : jars) {
            try (ZipFile contents = new ZipFile(jar.toFile())) {
                for (String name : List.of("LICENSE", "NOTICE")) {
                    ZipEntry entry = contents.getEntry("META-INF/" + name);
                    assertThat(entry).as(jar + " " + name).isNotNull();
                    assertThat(contents.getInputStream(entry))
                            .hasBinaryContent(Files.readAllBytes(Path.of("..", name)));
                }
            }
        }
    }

    /** The components that may not be passed on, with the licences that they name. */
    private static List<String> unfit(JsonNode components) {
        List<String> unfit = new ArrayList<>();
        for (JsonNode component : components) {
            List<String> licences = new ArrayList<>();
            for (JsonNode choice : component.path("licenses")) {
                JsonNode licence = choice.path("license");
                licences.add(Stream.of(licence.path("id"), licence.path("name"), choice.path("expression"))
                        .filter(JsonNode::isTextual)
                        .findFirst()
                        .orElseThrow()
                        .textValue());
            }
            boolean fits = licences.stream().anyMatch(FIT::contains)
                    && licences.stream().allMatch(licence -> FIT.contains(licence) || ALTERNATIVES.contains(licence));
            if (!fits) {
                unfit.add(component.required("name").textValue() + " " + licences);
            }
        }
        return unfit;
    }

    /** The names of the components, by their content. */
    private static Map<String, String> named() throws IOException {
        Map<String, String> named = new TreeMap<>();
        for (JsonNode component : bill().required("components")) {
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
