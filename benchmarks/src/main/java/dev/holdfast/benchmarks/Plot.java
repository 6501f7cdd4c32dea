package dev.holdfast.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** A line through some points: sizes on a logarithmic axis, figures on one that begins at zero. */
final class Plot {
    private static final int WIDTH = 580;
    private static final int HEIGHT = 240;
    private static final int LEFT = 70;
    private static final int RIGHT = 40;
    private static final int TOP = 40;
    private static final int BOTTOM = 40;

    private Plot() {}

    static String svg(String title, double[] sizes, double[] figures) {
        double top = Arrays.stream(figures).max().orElse(1) * 1.1;
        double first = Math.log(sizes[0]);
        double span = Math.log(sizes[sizes.length - 1]) - first;
        StringBuilder path = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < sizes.length; i++) {
            double x = LEFT + (Math.log(sizes[i]) - first) / span * (WIDTH - LEFT - RIGHT);
            double y = HEIGHT - BOTTOM - figures[i] / top * (HEIGHT - TOP - BOTTOM);
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : " L", x, y));
            marks.append(String.format(
                    Locale.ROOT,
                    "<circle cx='%.1f' cy='%.1f' r='3'/><text x='%.1f' y='%d' text-anchor='middle'>%,.0f</text>"
                            + "<text x='%.1f' y='%.1f' text-anchor='middle'>%,.0f</text>%n",
                    x,
                    y,
                    x,
                    HEIGHT - BOTTOM + 18,
                    sizes[i],
                    x,
                    y - 8,
                    figures[i]));
        }
        return """
                <svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d' \
                font-family='sans-serif' font-size='11'>
                <rect width='%1$d' height='%2$d' fill='white'/>
                <text x='%3$d' y='18' font-size='13'>%4$s</text>
                <path d='M%3$d %5$d V%6$d H%7$d' fill='none' stroke='#888'/>
                <path d='%8$s' fill='none' stroke='#1b6ca8' stroke-width='2'/>
                %9$s</svg>
                """.formatted(WIDTH, HEIGHT, LEFT, title, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT, path, marks);
    }
}
