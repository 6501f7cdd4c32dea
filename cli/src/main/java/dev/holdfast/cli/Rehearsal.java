package dev.holdfast.cli;

import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.HoldfastServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs common commands and requests once while Java records the classes they load. The recording makes later starts
 * faster. The launcher runs this program when it builds.
 *
 * <p>Argument: an empty directory for a temporary database.
 */
final class Rehearsal {
    private static final List<String> REQUESTS =
            List.of("/readyz", "/metrics", "/api/v1/products", "/api/v1/variants", "/api/v1/no-such-route");
    private static final List<String[]> COMMANDS = List.of(
            new String[] {"demo"},
            new String[] {"sweep"},
            new String[] {"sweep", "--output", "json"},
            new String[] {"products", "list"},
            new String[] {"stock", "show", "TEE-BLACK-M"},
            new String[] {"complete", "variant", "TEE-"},
            new String[] {"serve", "--help"},
            new String[] {"--version"},
            new String[] {"--help"},
            new String[] {"no-such-command"});

    private Rehearsal() {}

    /** Runs the rehearsal, without output. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]).toAbsolutePath();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Map<String, String> environment =
                Map.of("HOLDFAST_DATA", directory.resolve("data").toString(), "HOST", "127.0.0.1", "PORT", "0");
        Session session = new Session(environment, directory, nowhere, nowhere, false);
        try (HoldfastServer server = HoldfastServer.start(session.configuration(), true)) {
            for (String[] command : COMMANDS) {
                Main.run(session, command);
            }
            for (String path : REQUESTS) {
                get(server.address() + path);
            }
        }
        System.exit(ExitCode.DONE);
    }

    private static void get(String address) {
        try (InputStream answer = URI.create(address).toURL().openStream()) {
            answer.readAllBytes();
        } catch (IOException e) {
            // An error status loads the classes for errors, which is all that is wanted.
            return;
        }
    }
}
