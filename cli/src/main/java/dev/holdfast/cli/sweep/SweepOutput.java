package dev.holdfast.cli.sweep;

import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.Json;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.OutputOptions.Format;
import dev.holdfast.cli.output.ProgressLine;
import dev.holdfast.cli.session.Session;
import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the results of sweeps, and their progress. Not thread-safe. */
public final class SweepOutput {
    private static final Logger LOG = LoggerFactory.getLogger(SweepOutput.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final List<Column> COLUMNS = Column.list(
            "items# units# carts# batches# duration_ms# locked_out promo_holds# empty_carts# orders# filled#");

    private final Session session;
    private final OutputOptions options;
    private final ProgressLine progress;

    /** Output to a session, in the format of the options. */
    public SweepOutput(Session session, OutputOptions options) {
        this.session = session;
        this.options = options;
        this.progress = new ProgressLine(session, Duration.ZERO);
    }

    /** A result as JSON and CSV show it. */
    record Summary(
            long items,
            long units,
            long carts,
            long batches,
            long durationMs,
            boolean lockedOut,
            long promoHolds,
            long emptyCarts,
            long orders,
            long filled) {
        static Summary of(SweepResult result) {
            return new Summary(
                    result.items(),
                    result.units(),
                    result.carts(),
                    result.batches(),
                    result.duration().toMillis(),
                    result.lockedOut(),
                    result.promoHolds(),
                    result.emptyCarts(),
                    result.orders(),
                    result.filled());
        }
    }

    /** Writes the result of a single sweep. */
    public void only(SweepResult result) {
        switch (options.format()) {
            case JSON -> session.json(Json.spaced(Summary.of(result)));
            case CSV -> options.rows(session, List.of(Summary.of(result)), COLUMNS);
            case TABLE -> {
                field("items", result.items());
                field("units", result.units());
                field("carts", result.carts());
                field("promo holds", result.promoHolds());
                field("empty carts", result.emptyCarts());
                field("orders", result.orders());
                field("filled", result.filled());
                field("batches", result.batches());
                session.out().printf(Locale.ROOT, "%-11s %,12.2f s%n", "time", seconds(result));
            }
        }
    }

    /** Writes the heading before the rounds of a watch, if the format has one. */
    public void beforeRounds() {
        if (options.format() == Format.CSV) {
            session.out().print(OutputOptions.heading(COLUMNS));
        }
    }

    /** Writes the result of one round of a watch, on one line. */
    public void round(SweepResult result) {
        switch (options.format()) {
            case JSON -> session.json(Json.spaced(Summary.of(result)));
            case CSV -> session.out().print(OutputOptions.record(session, COLUMNS, Summary.of(result)));
            case TABLE -> {
                if (session.logsMessages()) {
                    log(result);
                } else {
                    session.out().println(sentence(result));
                }
            }
        }
        session.out().flush();
    }

    private static void log(SweepResult result) {
        LOG.atInfo()
                .addKeyValue("items", result.items())
                .addKeyValue("units", result.units())
                .addKeyValue("carts", result.carts())
                .addKeyValue("promo_holds", result.promoHolds())
                .addKeyValue("empty_carts", result.emptyCarts())
                .addKeyValue("orders", result.orders())
                .addKeyValue("filled", result.filled())
                .addKeyValue("batches", result.batches())
                .addKeyValue("duration_ms", result.duration().toMillis())
                .addKeyValue("locked_out", result.lockedOut())
                .addKeyValue("finished", result.finished())
                .log(sentence(result));
    }

    /** Shows the progress of a sweep that has been running for two seconds or more. */
    public void progress(SweepResult soFar) {
        if (soFar.duration().compareTo(PATIENCE) >= 0) {
            progress.show(() -> String.format(
                    Locale.ROOT,
                    "%,d items in %,d batches, %d s",
                    soFar.items(),
                    soFar.batches(),
                    soFar.duration().toSeconds()));
        }
    }

    /** Keeps the progress that was shown last, and goes to the next line. */
    public void endProgress() {
        progress.end();
    }

    private void field(String name, long value) {
        session.out().printf(Locale.ROOT, "%-11s %,12d%n", name, value);
    }

    private static String sentence(SweepResult result) {
        if (result.lockedOut()) {
            return "another sweep is running; nothing was done";
        }
        return String.format(
                Locale.ROOT,
                "swept %,d items, %,d units, %,d carts, %,d promo holds, %,d empty carts, %,d orders, %,d units filled in %,d batches, %.2f s%s",
                result.items(),
                result.units(),
                result.carts(),
                result.promoHolds(),
                result.emptyCarts(),
                result.orders(),
                result.filled(),
                result.batches(),
                seconds(result),
                result.finished() ? "" : "; stopped early");
    }

    private static double seconds(SweepResult result) {
        return result.duration().toMillis() / 1000.0;
    }
}
