package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.UnavailableException;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.config.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;

/** The exit code and the message of each kind of failure. */
@Tag("quick")
class FailuresTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void anUnknownOutcomeSaysToLookBeforeItIsTriedAgain() {
        Exception failure = new OutcomeUnknownException("4711", new IllegalStateException("cut"));

        assertThat(report(failure)).isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(err().lines())
                .containsExactly(
                        "error: the connection was lost in the COMMIT of transaction 4711; its outcome is unknown",
                        "Check whether the change was made before you run the command again.");
    }

    @ParameterizedTest
    @CsvSource({"busy, 75", "database_unavailable, 69", "overloaded, 69", "interrupted, 69"})
    void whatIsUnavailableCanBeTriedAgainAtOnceOnlyIfItIsBusy(String code, int exitCode) {
        assertThat(report(new UnavailableException(code, "the reason of " + code, Duration.ZERO, null)))
                .isEqualTo(exitCode);
        assertThat(err()).isEqualToIgnoringNewLines("error: the reason of " + code);
    }

    @Test
    void eachWrongFieldIsALine() {
        assertThat(report(new InvalidInputException("/items/0/quantity", "must be positive")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).isEqualToIgnoringNewLines("error: items.0.quantity: must be positive");
    }

    @Test
    void ofVeryManyErrorsTheFirstAreShownAndTheOthersCounted() {
        List<InvalidInputException.Error> errors = IntStream.range(0, 150)
                .mapToObj(i -> new InvalidInputException.Error("/codes/" + i, "is empty"))
                .toList();

        assertThat(report(new InvalidInputException(errors))).isEqualTo(ExitCode.USAGE);
        assertThat(err().lines())
                .hasSize(101)
                .startsWith("error: codes.0: is empty")
                .endsWith("error: codes.99: is empty", "error: and 50 more");
        assertThat(new InvalidInputException(errors)).hasMessageEndingWith("; codes.19: is empty; and 130 more");
    }

    @Test
    void aRefusalIsAFinding() {
        assertThat(report(new NotFoundException("cart", "cart_id", 77))).isEqualTo(ExitCode.FINDING);
        assertThat(err()).startsWith("error: ").contains("77");
    }

    @Test
    void aWrongConfigurationIsWrongUsage() {
        assertThat(report(new ConfigurationException("PORT", "x", "is not a port")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).isEqualToIgnoringNewLines("error: PORT: \"x\" is not a port");
    }

    @Test
    void anythingElseIsAnInternalErrorWithItsDetails() {
        assertThat(report(new IllegalStateException("never"))).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(err()).startsWith("internal error").contains("IllegalStateException: never", "FailuresTest");
    }

    private int report(Exception failure) {
        Session session = new Session(Map.of(), Path.of("."), stream(out), stream(err), false);
        int exitCode = Failures.report(failure, session, CommandSpec.create(), List.of());
        assertThat(out.toByteArray()).isEmpty();
        return exitCode;
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
