package dev.holdfast.cli.rules;

import java.util.ArrayList;
import java.util.List;

/** The differences between two texts in the unified format of {@code diff -u}. */
public final class Difference {
    private static final int CONTEXT = 3;

    private Difference() {}

    /**
     * Compares two texts. Of the result, lines that begin with {@code -} are only in the first text, lines with {@code +}
     * only in the second, and lines with a space in both; {@code @@} begins a hunk. Equal texts have no lines.
     */
    public static List<String> lines(List<String> before, List<String> after) {
        List<String> all = new ArrayList<>();
        List<int[]> at = new ArrayList<>();
        int[][] common = common(before, after);
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            at.add(new int[] {i, j});
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                all.add(" " + before.get(i++));
                j++;
            } else if (j == after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                all.add("-" + before.get(i++));
            } else {
                all.add("+" + after.get(j++));
            }
        }
        return hunks(all, at);
    }

    /** The lengths of the longest common subsequences of the rests of the texts. */
    private static int[][] common(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static List<String> hunks(List<String> all, List<int[]> at) {
        List<String> lines = new ArrayList<>();
        int next = 0;
        while (next < all.size()) {
            if (all.get(next).startsWith(" ")) {
                next++;
                continue;
            }
            int begin = Math.max(0, next - CONTEXT);
            int end = next + 1;
            for (int i = next; i < all.size() && i <= end - 1 + 2 * CONTEXT; i++) {
                end = all.get(i).startsWith(" ") ? end : i + 1;
            }
            int stop = Math.min(all.size(), end + CONTEXT);
            List<String> hunk = all.subList(begin, stop);
            lines.add("@@ -" + range(at.get(begin)[0], hunk, '+') + " +" + range(at.get(begin)[1], hunk, '-') + " @@");
            lines.addAll(hunk);
            next = stop;
        }
        return lines;
    }

    private static String range(int from, List<String> hunk, char others) {
        long count = hunk.stream().filter(line -> line.charAt(0) != others).count();
        return (count == 0 ? from : from + 1) + (count == 1 ? "" : "," + count);
    }
}
