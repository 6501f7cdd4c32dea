package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that requires the library is compiled against the jars and sells something. Runs once they are packaged. */
class ModulePathIT {
    /** What the library needs, as the names of its files begin. */
    private static final List<String> LIBRARY = List.of(
            "holdfast-core-",
            "holdfast-migrations-",
            "jdbi3-",
            "geantyref-",
            "jackson-annotations-",
            "jackson-core-",
            "jackson-databind-",
            "flyway-",
            "postgresql-",
            "slf4j-api-",
            "HikariCP-");

    private static final String SCHEMA = "on_the_module_path";

    @TempDir
    private Path directory;

    @BeforeEach
    @AfterEach
    void removeSchema() throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
        }
    }

    @Test
    void theLibraryExportsWhatIsNotInternal() throws IOException {
        ModuleDescriptor library = module("dev.holdfast.core");

        assertThat(library.exports().stream()
                        .filter(exports -> !exports.isQualified())
                        .map(Exports::source))
                .containsExactlyInAnyOrderElementsOf(library.packages().stream()
                        .filter(name -> name.startsWith("dev.holdfast") && !name.startsWith("dev.holdfast.internal"))
                        .toList());
    }

    @Test
    void eachArtifactHasAStableName() throws IOException {
        for (String name : List.of("core", "migrations", "micrometer", "server")) {
            assertThat(module("dev.holdfast." + name).name()).isEqualTo("dev.holdfast." + name);
        }
        ModuleReference program = ModuleFinder.of(Path.of("target", "holdfast.jar"))
                .findAll()
                .iterator()
                .next();
        assertThat(program.descriptor().name()).isEqualTo("dev.holdfast.cli");
    }

    @Test
    void aModuleSells() throws Exception {
        String modules = modulePath();
        List<String> compile = new ArrayList<>(
                List.of("-p", modules, "-d", directory.toString(), "-Xlint:all,-requires-automatic", "-Werror"));
        try (Stream<Path> sources = Files.walk(Path.of("../examples/module-path"))) {
            sources.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(compile::add);
        }
        StringWriter messages = new StringWriter();
        int compiled = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(new PrintWriter(messages), new PrintWriter(messages), compile.toArray(String[]::new));
        assertThat(compiled).as(messages.toString()).isZero();

        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        modules + File.pathSeparator + directory,
                        "-m",
                        "shop/shop.Shop",
                        TestDatabase.url(),
                        SCHEMA)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();

        assertThat(Files.readString(output, StandardCharsets.UTF_8)).contains("sold for 20.00 USD");
        assertThat(process.exitValue()).isZero();
    }

    private static ModuleDescriptor module(String name) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "lib"))) {
            Path[] ours = files.filter(file -> file.getFileName().toString().startsWith("holdfast-"))
                    .toArray(Path[]::new);
            return ModuleFinder.of(ours).find(name).orElseThrow().descriptor();
        }
    }

    private static String modulePath() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "lib"))) {
            return files.filter(file -> LIBRARY.stream()
                            .anyMatch(name -> file.getFileName().toString().startsWith(name)))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
