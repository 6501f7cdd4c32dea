package dev.holdfast.cli.products;

/**
 * An error in a file.
 *
 * @param line where the row starts, from 1
 * @param column from 1, or 0 for the row as a whole
 * @param name the column's name
 * @param detail describes the error, with the value
 */
public record Mistake(long line, int column, String name, String detail) {
    /** Whether another one is about the same cell. */
    boolean isAt(Mistake other) {
        return line == other.line && column == other.column;
    }

    @Override
    public String toString() {
        String place = column == 0 ? "" : ", column " + column + " (" + name + ")";
        return "line " + line + place + ": " + detail;
    }
}
