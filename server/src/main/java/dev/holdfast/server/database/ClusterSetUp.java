package dev.holdfast.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Creates a data directory, completely or not at all, or checks an existing one. */
record ClusterSetUp(Path directory, Path data, PostgresPrograms programs) {
    /** The file of the password in the data directory, readable only by its owner. */
    static final String PASSWORD_FILE = "holdfast.password";

    private static final int PASSWORD_BYTES = 24;

    /**
     * Creates the data directory if it is missing.
     *
     * @return the password of its superuser
     */
    String passwordOfReadyDirectory() throws IOException {
        Directories.deleteMatching(directory, "initialising-*");
        if (Files.exists(data) && !Directories.isEmpty(data)) {
            checkVersion();
        } else {
            initialise();
        }
        Path file = data.resolve(PASSWORD_FILE);
        if (!Files.isReadable(file)) {
            throw new DatabaseUnavailableException("the password file of the database is missing: " + file);
        }
        return Files.readString(file).strip();
    }

    private void checkVersion() throws IOException {
        Path file = data.resolve("PG_VERSION");
        if (!Files.exists(file)) {
            throw new DatabaseUnavailableException(data + " exists and is not a data directory of PostgreSQL;"
                    + " move it away, or name another directory with HOLDFAST_DATA");
        }
        String version = Files.readString(file).strip();
        if (!version.equals(PostgresPrograms.MAJOR_VERSION)) {
            throw new DatabaseUnavailableException(data + " was written by PostgreSQL " + version
                    + ", and this Holdfast comes with " + PostgresPrograms.MAJOR_VERSION
                    + ". To keep the data, start the Holdfast that wrote them, run pg_dump there, move the directory"
                    + " away, and restore into the new one. To start empty, move the directory away");
        }
    }

    private void initialise() throws IOException {
        Path temporary = Files.createTempDirectory(directory, "initialising-");
        Path password = temporary.resolve(PASSWORD_FILE);
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Files.createFile(password, privateFile());
        Files.writeString(password, HexFormat.of().formatHex(random));
        Path initialised = temporary.resolve("postgres");
        PostgresPrograms.Outcome outcome = programs.initdb(List.of(
                "-D",
                initialised.toString(),
                "--username=" + Cluster.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions"));
        if (outcome.exit() != 0) {
            throw new DatabaseUnavailableException(
                    "the database could not be created in " + directory + ": " + outcome.output());
        }
        Files.move(password, initialised.resolve(PASSWORD_FILE));
        // One atomic step, so that an incomplete directory is never taken for a database.
        Files.move(initialised, data, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(temporary);
    }

    private FileAttribute<?>[] privateFile() throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
