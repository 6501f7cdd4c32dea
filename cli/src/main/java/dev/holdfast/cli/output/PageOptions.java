package dev.holdfast.cli.output;

import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select a page of a list. */
public final class PageOptions {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "" + PageRequest.DEFAULT_LIMIT,
            description = "The largest number of entries, 1 to " + Limits.PAGE + ". Default: ${DEFAULT-VALUE}.")
    private int limit = PageRequest.DEFAULT_LIMIT;

    @Option(
            names = "--cursor",
            paramLabel = "CURSOR",
            description = "Where to continue, from the previous page (next_cursor in JSON).")
    private @Nullable String cursor;

    /** The page that was asked for. */
    public PageRequest request() {
        return new PageRequest(limit, cursor);
    }
}
