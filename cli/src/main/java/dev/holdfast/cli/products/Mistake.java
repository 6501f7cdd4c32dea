package dev.holdfast.cli.products;

/**
 * Something wrong in a file.
 *
 * @param line where the row starts, counted from 1
 * @param column counted from 1; 0 when it is the row as a whole
 * @param name the column's name
 * @param detail what is wrong, naming the value
 */
public record Mistake(long line, int column, String name, String detail) {
    @Override
    public String toString() {
        String place = column == 0 ? "" : ", column " + column + " (" + name + ")";
        return "line " + line + place + ": " + detail;
    }
}
