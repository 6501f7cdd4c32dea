package dev.holdfast.cli.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that shows that a process makes progress. It is rewritten regularly, and contains the number of minutes after
 * which it is stale: {@code find FILE -mmin -"$(cat FILE)"} prints its name while the process is healthy.
 */
public final class HealthFile {
    private static final Logger LOG = LoggerFactory.getLogger(HealthFile.class);

    // Allows for a round that finds the database busy; find counts whole minutes.
    private static final long SPARE_MINUTES = 2;

    private final Path file;
    private final String minutes;

    /**
     * A file that has not been written yet.
     *
     * @param pause between the rounds that renew it
     */
    public HealthFile(Path file, Duration pause) {
        this.file = file;
        this.minutes = (pause.toMinutes() + SPARE_MINUTES) + "\n";
    }

    /** Rewrites the file. A failure is logged and otherwise ignored. */
    public void renew() {
        try {
            Files.writeString(file, minutes);
        } catch (IOException e) {
            LOG.warn("the health file {} cannot be written: {}", file, e.toString());
        }
    }
}
