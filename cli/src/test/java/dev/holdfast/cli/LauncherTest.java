package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Shell.Result;
import dev.holdfast.cli.session.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds. Maven and Java are scripts here that write down that they were called. */
@Timeout(60)
class LauncherTest {
    private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");
    private static final String MAVEN = """
            #!/bin/sh
            for last; do [ "$previous" != -f ] || pom=$last; previous=$last; done
            mkdir -p "$(dirname "$pom")/cli/target"
            echo jar >"$(dirname "$pom")/cli/target/holdfast.jar"
            echo built >>"$LOG"
            """;
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                *-version*) echo 'openjdk version "17.0.1"' >&2 ;;
                *Rehearsal*) exit 1 ;;
                *) for last; do :; done; echo "ran $last" ;;
            esac
            """;

    @TempDir
    Path directory;

    private Path home = Path.of(".");
    private Shell shell = new Shell(Path.of("."));

    @BeforeEach
    void tree() throws IOException {
        home = directory.resolve("a tree");
        for (String module : List.of("cli", "core")) {
            write(home.resolve(module + "/pom.xml"), module);
            write(source(home, module), "one");
        }
        write(home.resolve("pom.xml"), "all");
        Shell.launcher(home);
        script("mvn", MAVEN);
        script("java", JAVA);
        shell = new Shell(directory);
        shell.environment.put("LOG", directory.resolve("log").toString());
        shell.environment.compute("PATH", (name, path) -> directory.resolve("bin") + ":" + path);
    }

    private static Path source(Path home, String module) {
        return home.resolve(module + "/src/main/java/A.java");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private void script(String name, String text) throws IOException {
        Path file = directory.resolve("bin").resolve(name);
        write(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void runs(Path tree) throws Exception {
        Result result = shell.run("'" + tree + "/holdfast' here");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("ran here\n");
    }

    private long builds() throws IOException {
        Path log = directory.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private Path copy() throws Exception {
        Path copy = directory.resolve("copy");
        assertThat(shell.run("cp -r '" + home + "' '" + copy + "'").exit()).isZero();
        return copy;
    }

    @Test
    void builtOnceAndAgainAfterEachChange() throws Exception {
        runs(home);
        runs(home);
        assertThat(builds()).isEqualTo(1);

        write(source(home, "core"), "two");
        runs(home);
        runs(home);
        assertThat(builds()).isEqualTo(2);

        Files.delete(source(home, "core"));
        runs(home);
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void completionWaitsForNoBuild() throws Exception {
        String line = "'" + home + "/holdfast' complete";
        assertThat(shell.run(line)).isEqualTo(new Result(0, "", ""));

        runs(home);
        write(source(home, "core"), "two");

        assertThat(shell.run(line)).isEqualTo(new Result(0, "ran complete\n", ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void newTimesAloneAreNoChange() throws Exception {
        runs(home);

        Files.setLastModifiedTime(
                source(home, "core"), FileTime.from(Instant.now().plusSeconds(1)));
        runs(home);

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void copyIsNotBuiltAgain() throws Exception {
        runs(home);
        Path copy = copy();
        // Whatever the order in which the files were copied.
        Files.setLastModifiedTime(copy.resolve("cli/target/built"), FileTime.from(LONG_AGO));

        runs(copy);

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void copyOfChangedSourcesIsBuilt() throws Exception {
        runs(home);
        Path copy = copy();
        write(source(copy, "core"), "two");
        for (Path changed = source(copy, "core"); !changed.equals(copy); changed = changed.getParent()) {
            Files.setLastModifiedTime(changed, FileTime.from(LONG_AGO));
        }

        runs(copy);

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void placeThatCannotBeWrittenToIsNamed() throws Exception {
        write(home.resolve("target"), "a file, so that nobody can make a directory in it, not even root");

        Result refused = shell.run("'" + home + "/holdfast' here");

        assertThat(refused.exit()).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains(home + " is missing").contains(home + "/target");
    }

    @Test
    void lockThatCannotBeTakenIsNoLock() throws Exception {
        runs(home);
        write(source(home, "core"), "two");
        write(home.resolve("target/building"), "no directory");

        Result refused = shell.run("'" + home + "/holdfast' here");

        assertThat(refused.exit()).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(refused.err()).contains("older than its sources").contains(home + "/target/building");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void lockOfKilledBuildIsRemoved() throws Exception {
        Path lock = Files.createDirectories(home.resolve("target/building"));
        Files.setLastModifiedTime(lock, FileTime.from(LONG_AGO));

        runs(home);

        assertThat(builds()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }
}
