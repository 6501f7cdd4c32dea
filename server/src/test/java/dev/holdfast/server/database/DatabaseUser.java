package dev.holdfast.server.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that opens the database of a directory, prints that it did, and closes it when its input ends. */
final class DatabaseUser implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private DatabaseUser(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(Path.of(arguments[0]), Path.of(arguments[1]))) {
            System.out.println("opened " + database.pid());
            System.in.transferTo(System.err);
        }
        System.out.println("closed");
    }

    /** Starts the process, with a command in front that changes what it is allowed to. */
    static DatabaseUser start(Path directory, Path programs, String... front) throws IOException {
        List<String> command = new ArrayList<>(List.of(front));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:TieredStopAtLevel=1",
                DatabaseUser.class.getName(),
                directory.toString(),
                programs.toString()));
        return new DatabaseUser(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits until the database is open; returns the process id of PostgreSQL. */
    long awaitOpened() throws IOException {
        return Long.parseLong(line("opened ").substring("opened ".length()));
    }

    /** Kills the process, as a machine does that is out of memory. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Makes the process close the database, and waits until it has. */
    void finish() throws IOException {
        process.outputWriter().close();
        line("closed");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The next line with a prefix; lines of the log are skipped. */
    private String line(String start) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new IOException("the process ended without saying " + start);
    }
}
