package dev.holdfast.cli.output;

import dev.holdfast.PageRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a list is wanted. */
public final class PageOptions {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "" + PageRequest.DEFAULT_LIMIT,
            description = "At most so many, 1 to " + PageRequest.MAX_LIMIT + ". Default: ${DEFAULT-VALUE}.")
    private int limit = PageRequest.DEFAULT_LIMIT;

    @Option(
            names = "--cursor",
            paramLabel = "CURSOR",
            description = "Where to go on, as the list before this one said (next_cursor in JSON).")
    private @Nullable String cursor;

    public PageRequest request() {
        return new PageRequest(limit, cursor);
    }
}
