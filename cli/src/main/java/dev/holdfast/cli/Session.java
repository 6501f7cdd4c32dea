package dev.holdfast.cli;

import dev.holdfast.server.config.Configuration;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command meets outside of itself.
 *
 * @param environment of the process
 * @param directory the working directory
 * @param out takes data
 * @param err takes messages
 * @param attended whether somebody watches {@code err}
 */
record Session(Map<String, String> environment, Path directory, PrintStream out, PrintStream err, boolean attended) {
    /** The configuration; what is odd about it is said. */
    Configuration configuration() {
        Configuration configuration = Configuration.load(environment, directory);
        configuration.warnings().forEach(warning -> err.println("warning: " + warning));
        return configuration;
    }
}
