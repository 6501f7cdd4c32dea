package dev.holdfast.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was found, as Markdown on the standard output; how far it is, on the standard error. */
final class Report {
    private final PrintStream out = System.out;

    void title(String title) {
        out.printf("%n## %s%n%n", title);
    }

    void line(String line) {
        out.println(line);
        out.flush();
    }

    void progress(String what) {
        System.err.println(what);
    }

    /** A table. The first column is text, the others are numbers. */
    void table(List<String> header, List<List<String>> rows) {
        line("| " + String.join(" | ", header) + " |");
        List<String> rule = new ArrayList<>(List.of("---"));
        header.stream().skip(1).forEach(column -> rule.add("---:"));
        line("| " + String.join(" | ", rule) + " |");
        rows.forEach(row -> line("| " + String.join(" | ", row) + " |"));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Median, and what it varies between. */
    static String spread(double[] values, String format) {
        double least = Arrays.stream(values).min().orElse(0);
        double most = Arrays.stream(values).max().orElse(0);
        return number(median(values), format) + " (" + number(least, format) + ".." + number(most, format) + ")";
    }

    static String number(double value, String format) {
        return String.format(Locale.ROOT, format, value);
    }

    static String millis(double micros) {
        return number(micros / 1000, "%,.2f ms");
    }
}
