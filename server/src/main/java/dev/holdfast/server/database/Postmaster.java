package dev.holdfast.server.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server as described by its {@code postmaster.pid}.
 *
 * @param pid the process id
 * @param port the port that it listens on; 0 if it is not known yet
 * @param ready whether it accepts connections
 */
record Postmaster(long pid, int port, boolean ready) {
    static final String FILE = "postmaster.pid";

    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** Reads the file in a data directory; empty if there is none, or nothing in it yet. */
    static Optional<Postmaster> of(Path dataDirectory) throws IOException {
        List<String> lines;
        try {
            // The path in it may be in any encoding.
            lines = Files.readAllLines(dataDirectory.resolve(FILE), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Optional<Long> pid = number(lines, 0);
        return pid.map(id -> new Postmaster(
                id,
                number(lines, PORT_LINE).orElse(0L).intValue(),
                lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready")));
    }

    /** The process id of a PostgreSQL that runs on a data directory, whatever its file says; empty if none is found. */
    static Optional<Long> runningOn(Path dataDirectory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains(dataDirectory.toString()))
                        .isPresent())
                .map(ProcessHandle::pid)
                .findFirst();
    }

    /** Whether the process exists. After a restart of the machine, the process id may belong to another program. */
    boolean isAlive() {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isPresent() && process.get().isAlive() && !isZombie();
    }

    /** Whether the process is, as far as can be determined, the PostgreSQL of a data directory. */
    boolean isPostgresOf(Path dataDirectory) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().arguments())
                .map(arguments -> List.of(arguments).contains(dataDirectory.toString()))
                .orElse(true);
    }

    private boolean isZombie() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Long> number(List<String> lines, int line) {
        return lines.stream()
                .skip(line)
                .findFirst()
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,15}"))
                .map(Long::valueOf);
    }
}
