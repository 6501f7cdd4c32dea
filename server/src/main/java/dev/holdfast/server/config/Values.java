package dev.holdfast.server.config;

import dev.holdfast.server.config.Value.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The text of every variable, and where it was given. Immutable. */
final class Values {
    private final Map<Variable<?>, Value> values = new HashMap<>();
    private final List<String> warnings;

    /** Finds each variable in the environment, else in the file, else takes its default. */
    Values(Map<String, String> environment, Map<String, String> file) {
        for (Variable<?> variable : Variable.all()) {
            values.put(variable, find(variable, environment, file));
        }
        this.warnings = warningsFor(environment, file);
    }

    /** A value and where it came from. */
    Value get(Variable<?> variable) {
        return Objects.requireNonNull(values.get(variable));
    }

    /** The names that are set and that nothing reads. */
    List<String> warnings() {
        return warnings;
    }

    private static Value find(Variable<?> variable, Map<String, String> environment, Map<String, String> file) {
        String fromEnvironment = environment.getOrDefault(variable.name(), "").strip();
        if (!fromEnvironment.isEmpty()) {
            return new Value(variable, fromEnvironment, Origin.ENVIRONMENT);
        }
        String fromFile = file.getOrDefault(variable.name(), "").strip();
        if (!fromFile.isEmpty()) {
            return new Value(variable, fromFile, Origin.FILE);
        }
        return new Value(variable, variable.defaultValue(), Origin.DEFAULT);
    }

    private static List<String> warningsFor(Map<String, String> environment, Map<String, String> file) {
        Set<String> names = new LinkedHashSet<>(environment.keySet());
        names.addAll(file.keySet());
        List<String> warnings = new ArrayList<>();
        for (String name :
                names.stream().filter(NearestName::isUnknown).sorted().toList()) {
            String meant =
                    NearestName.to(name).map(near -> "; is " + near + " meant?").orElse("");
            warnings.add(name + " is set, and nothing reads it" + meant);
        }
        return List.copyOf(warnings);
    }
}
