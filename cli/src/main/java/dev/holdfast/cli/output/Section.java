package dev.holdfast.cli.output;

import java.util.List;

/**
 * A list in a document, such as the items of a cart.
 *
 * @param rows values that {@link Json#tree} accepts
 */
public record Section(List<?> rows, List<Column> columns) {
    /** Copies the lists. */
    public Section {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }
}
