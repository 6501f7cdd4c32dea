package dev.holdfast.server.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds misspelt variables: names that look like a variable of this program and are not. */
final class NearestName {
    private static final String PREFIX = "HOLDFAST_";
    private static final int FARTHEST_GUESS = 6;
    private static final List<String> OURS = Variable.all().stream()
            .map(Variable::name)
            .filter(name -> name.startsWith(PREFIX))
            .toList();

    private NearestName() {}

    /** Whether a name looks like a variable and is not. */
    static boolean isUnknown(String name) {
        return name.startsWith(PREFIX) && !OURS.contains(name);
    }

    /** The known name that is most like an unknown one; empty if none is near. */
    static Optional<String> to(String unknown) {
        return OURS.stream()
                .min(Comparator.comparingInt(name -> distance(unknown, name)))
                .filter(nearest -> distance(unknown, nearest) <= FARTHEST_GUESS);
    }

    /** The edit distance: how many letters must be added, removed or replaced to turn one name into the other. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
