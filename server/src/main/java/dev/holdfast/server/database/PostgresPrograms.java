package dev.holdfast.server.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL for this platform, unpacked once from the class path. */
final class PostgresPrograms {
    /** The major version that is shipped, which must be that of the data directory. */
    static final String MAJOR_VERSION = "18";

    private static final String ELSEWHERE = "set DATABASE_URL to use your own PostgreSQL";
    private static final String NO_NAME = "could not look up effective user ID";
    private static final int MOST_OUTPUT = 4_000;

    private final Path directory;
    private final List<String> prefix;

    private PostgresPrograms(Path directory, List<String> prefix) {
        this.directory = directory;
        this.prefix = prefix;
    }

    /**
     * The result of a program.
     *
     * @param exit its exit code
     * @param output the end of its output
     */
    record Outcome(int exit, String output) {}

    /** Unpacks the programs into a directory if they are missing. Called by one process at a time. */
    static PostgresPrograms unpackedIn(Path parent) throws IOException {
        URL archive = archive();
        Path directory = parent.resolve(platform() + "-" + fingerprint(archive));
        if (!Files.exists(directory)) {
            Directories.deleteMatching(parent, "unpacking-*");
            Path unpacking = Files.createTempDirectory(Files.createDirectories(parent), "unpacking-");
            unpack(archive, unpacking);
            // Only a complete set gets the final name.
            Files.move(unpacking, directory);
        }
        PostgresPrograms programs = new PostgresPrograms(directory, List.of());
        return isRoot() ? programs.inUserNamespace("PostgreSQL does not run as root", "run as another user") : programs;
    }

    /** Runs a program to its end. A process that it leaves running must not keep its output open. */
    Outcome run(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The user's PGDATA, PGPORT or PGOPTIONS are about another database.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream stream = process.getInputStream()) {
            String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Outcome(waitFor(process), output.substring(Math.max(0, output.length() - MOST_OUTPUT)));
        }
    }

    /** Runs initdb, which, unlike the server, asks for the name of its user. In a container the user may have none. */
    Outcome initdb(List<String> arguments) throws IOException {
        Outcome outcome = run("initdb", arguments);
        if (outcome.exit() == 0 || !outcome.output().contains(NO_NAME)) {
            return outcome;
        }
        // In a new user namespace everybody is the user nobody, who has a name.
        return inUserNamespace(
                        "PostgreSQL is not set up by a user without a name: " + outcome.output(),
                        "run as a user that is listed in /etc/passwd")
                .run("initdb", arguments);
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a program of PostgreSQL was running", e);
        }
    }

    /**
     * The same programs, run by a new user namespace's user nobody.
     *
     * @param problem why that is necessary
     * @param remedy what to do where it is not possible
     */
    private PostgresPrograms inUserNamespace(String problem, String remedy) {
        PostgresPrograms unshared = new PostgresPrograms(directory, List.of("unshare", "--user"));
        String reason;
        try {
            Outcome outcome = unshared.run("postgres", List.of("--version"));
            if (outcome.exit() == 0) {
                return unshared;
            }
            reason = outcome.output();
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        throw new DatabaseUnavailableException(problem + ", and this system does not allow a user namespace (" + reason
                + "); " + remedy + ", or " + ELSEWHERE);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : "linux";
        String architecture = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
        boolean musl = Files.exists(Path.of("/etc/alpine-release"));
        return name + "-" + architecture + (musl ? "-alpine_linux" : "");
    }

    private static URL archive() {
        String name = "postgres-" + platform() + ".txz";
        URL archive = PostgresPrograms.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new DatabaseUnavailableException(
                    "no PostgreSQL is included for this platform (" + platform() + "); " + ELSEWHERE);
        }
        return archive;
    }

    /** Distinguishes builds of PostgreSQL without reading them. */
    private static String fingerprint(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection connection) {
            return Long.toHexString(connection.getJarEntry().getCrc());
        }
        return Long.toHexString(archive.openConnection().getContentLengthLong());
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (@Nullable TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException(
                            "the archive of PostgreSQL has an entry outside of its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.resolveSibling("."));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    if ((entry.getMode() & 0b001_000_000) != 0 && !file.toFile().setExecutable(true, false)) {
                        throw new IOException("cannot be made executable: " + file);
                    }
                }
            }
        }
    }
}
