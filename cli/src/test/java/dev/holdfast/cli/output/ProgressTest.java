package dev.holdfast.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.session.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Progress is shown only to a person who watches. */
@Tag("quick")
class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Session session(boolean attended) {
        PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Session(Map.of(), Path.of("."), messages, messages, attended);
    }

    @Test
    void aLineIsWrittenOverItselfAndEndsOnce() {
        ProgressLine line = new ProgressLine(session(true), Duration.ZERO);
        line.show(() -> "1 done");
        line.show(() -> "2 done");
        line.end();
        line.end();

        assertThat(err).hasToString("\r1 done\r2 done" + System.lineSeparator());
    }

    @Test
    void nothingIsWrittenBeforeThePauseIsOverOrIfNobodyWatches() {
        ProgressLine slow = new ProgressLine(session(true), Duration.ofHours(1));
        slow.show(() -> "early");
        slow.end();
        ProgressLine unattended = new ProgressLine(session(false), Duration.ZERO);
        unattended.show(() -> "unseen");
        unattended.end();

        assertThat(err).hasToString("");
    }

    @Test
    void aFileIsCountedAsItIsRead() throws IOException {
        byte[] bytes = new byte[10];
        try (FileProgress progress = new FileProgress(session(false), new ByteArrayInputStream(bytes), bytes.length)) {
            assertThat(progress.file().readAllBytes()).hasSize(10);
            progress.show(1);
            progress.end();
        }
        assertThat(FileProgress.bar(50, 100)).isEqualTo("[###############...............]  50%  ");
        assertThat(FileProgress.bar(50, 0)).isEmpty();
        assertThat(FileProgress.rate(1_000, 500_000_000)).isEqualTo("1,000 variants, 2,000 per second ");
        assertThat(err).hasToString("");
    }
}
