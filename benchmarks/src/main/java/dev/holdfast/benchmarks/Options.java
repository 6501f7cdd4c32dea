package dev.holdfast.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param only names of scenarios; empty for all
 * @param rounds how often the sides of a comparison take turns
 * @param slice how long a side runs at a time
 * @param variants in the catalogue
 * @param sweepLines how many expired lines are swept
 * @param ledgerRows how large the ledger grows
 * @param embedded whether the PostgreSQL that comes along is used even where one is installed
 * @param lanes of the library; 0 for its default
 * @param batchLimit of the library; 0 for its default
 * @param libraryOnly whether the other sides of comparisons are left out, for a profiler
 * @param settings of the installed PostgreSQL, as {@code name=value}
 * @param plots where plots are written; null for nowhere
 */
record Options(
        Set<String> only,
        int rounds,
        Duration slice,
        int variants,
        int sweepLines,
        int ledgerRows,
        boolean embedded,
        int lanes,
        int batchLimit,
        boolean libraryOnly,
        List<String> settings,
        Path directory,
        @org.jspecify.annotations.Nullable Path plots,
        String commandLine) {

    static final String USAGE = """
            usage: benchmarks/run [options]
              --only NAME[,NAME]   only these: %s
              --quick              2 rounds of 1 s, 20,000 variants, 100,000 lines to sweep
              --rounds N           how often the sides of a comparison take turns (5)
              --seconds N          how long a side runs at a time (4)
              --variants N         in the catalogue (100000)
              --sweep-lines N      expired lines to sweep (1000000)
              --ledger-rows N      how large the ledger grows (10000000)
              --embedded           use the PostgreSQL that comes along, even where one is installed
              --lanes N            of the library, instead of its default
              --batch-limit N      of the library, instead of its default
              --library-only       leave the other sides out, for a profiler
              --set NAME=VALUE     a setting of the installed PostgreSQL; may be repeated
              --directory DIR      where the database is made, and removed again (the temporary directory)
              --plots DIR          write the plots of growth there, as SVG
              --help               show this""";

    /** Reads the arguments. Throws IllegalArgumentException with what is wrong. */
    static Options of(String[] arguments, Set<String> known) {
        Set<String> only = Set.of();
        int rounds = 5;
        double seconds = 4;
        int variants = 100_000;
        int sweepLines = 1_000_000;
        int ledgerRows = 10_000_000;
        boolean embedded = false;
        int lanes = 0;
        int batchLimit = 0;
        boolean libraryOnly = false;
        List<String> settings = new ArrayList<>();
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        Path plots = null;
        List<String> rest = new ArrayList<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String option = rest.remove(0);
            switch (option) {
                case "--quick" -> {
                    rounds = 2;
                    seconds = 1;
                    variants = 20_000;
                    sweepLines = 100_000;
                    ledgerRows = 300_000;
                }
                case "--only" -> only = names(value(option, rest), known);
                case "--rounds" -> rounds = number(option, rest);
                case "--seconds" -> seconds = number(option, rest);
                case "--variants" -> variants = number(option, rest);
                case "--sweep-lines" -> sweepLines = number(option, rest);
                case "--ledger-rows" -> ledgerRows = number(option, rest);
                case "--embedded" -> embedded = true;
                case "--lanes" -> lanes = number(option, rest);
                case "--batch-limit" -> batchLimit = number(option, rest);
                case "--library-only" -> libraryOnly = true;
                case "--set" -> settings.add(value(option, rest));
                case "--directory" -> directory = Path.of(value(option, rest));
                case "--plots" -> plots = Path.of(value(option, rest));
                default -> throw new IllegalArgumentException(option + ": no such option");
            }
        }
        return new Options(
                only,
                rounds,
                Duration.ofMillis((long) (seconds * 1000)),
                variants,
                sweepLines,
                ledgerRows,
                embedded,
                lanes,
                batchLimit,
                libraryOnly,
                List.copyOf(settings),
                directory,
                plots,
                String.join(" ", arguments));
    }

    boolean wants(String scenario) {
        return only.isEmpty() || only.contains(scenario);
    }

    private static Set<String> names(String value, Set<String> known) {
        Set<String> names = Set.of(value.split(","));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("--only: " + name + " is none of " + String.join(", ", known));
            }
        }
        return names;
    }

    private static String value(String option, List<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + ": wants a value");
        }
        return rest.remove(0);
    }

    private static int number(String option, List<String> rest) {
        String value = value(option, rest);
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(option + ": " + value + " is not a number of 1 or more");
        }
        return Integer.parseInt(value);
    }
}
