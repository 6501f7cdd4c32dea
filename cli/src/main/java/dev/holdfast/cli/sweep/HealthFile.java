package dev.holdfast.cli.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file by which others see that a process gets on: it was written not long ago, and says in minutes what is long.
 * {@code find FILE -mmin -"$(cat FILE)"} names it as long as that holds.
 */
public final class HealthFile {
    private static final Logger LOG = LoggerFactory.getLogger(HealthFile.class);

    // For a round that finds the database busy; find counts whole minutes.
    private static final long SPARE_MINUTES = 2;

    private final Path file;
    private final String minutes;

    /** Written after rounds with such a pause in between. */
    public HealthFile(Path file, Duration pause) {
        this.file = file;
        this.minutes = (pause.toMinutes() + SPARE_MINUTES) + "\n";
    }

    /** All is well now. A file that cannot be written is logged and stops nothing. */
    public void renew() {
        try {
            Files.writeString(file, minutes);
        } catch (IOException e) {
            LOG.warn("the health file {} cannot be written: {}", file, e.toString());
        }
    }
}
