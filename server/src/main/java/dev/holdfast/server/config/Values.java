package dev.holdfast.server.config;

import dev.holdfast.server.config.Value.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The text of every variable, and where it was given. Immutable. */
final class Values {
    /** Java's mark in the place of bytes that it could not decode. */
    private static final char UNDECODABLE = '\uFFFD';

    /** Ends the name of a variable that names the file of a secret, as the images of databases have it. */
    private static final String SECRET_FILE = "_FILE";

    private final Map<Variable<?>, Value> values;
    private final Map<Variable<?>, String> secretFiles;
    private final List<String> warnings;

    /** Takes each variable from the environment, otherwise from the file, otherwise its default. */
    Values(Map<String, String> environment, Map<String, String> file) {
        this.values = new HashMap<>();
        this.secretFiles = new HashMap<>();
        for (Variable<?> variable : Variable.all()) {
            Value value = find(variable, environment, file);
            values.put(variable, value);
            if (value.origin() == Origin.SECRET_FILE) {
                secretFiles.put(
                        variable,
                        environment
                                .getOrDefault(variable.name() + SECRET_FILE, "")
                                .strip());
            }
        }
        this.warnings = warningsFor(environment, file);
    }

    private Values(Map<Variable<?>, Value> values, Values before) {
        this.values = values;
        this.secretFiles = before.secretFiles;
        this.warnings = before.warnings;
    }

    /**
     * The same, with what the files of secrets have now.
     *
     * @param secrets those to read again, where they are in files of their own
     * @throws ConfigurationException if a file cannot be read or is empty
     */
    Values readAgain(List<Variable<?>> secrets) {
        Map<Variable<?>, Value> now = new HashMap<>(values);
        for (Variable<?> variable : secrets) {
            String file = secretFiles.get(variable);
            if (file != null) {
                now.put(variable, new Value(variable, secret(variable, file), Origin.SECRET_FILE));
            }
        }
        return new Values(now, this);
    }

    /** The text of a variable, and where it came from. */
    Value get(Variable<?> variable) {
        return Objects.requireNonNull(values.get(variable));
    }

    /** Warnings about names that look like variables and are not. */
    List<String> warnings() {
        return warnings;
    }

    private static Value find(Variable<?> variable, Map<String, String> environment, Map<String, String> file) {
        Value value = given(variable, environment, file);
        if (value.text().indexOf(UNDECODABLE) >= 0) {
            throw value.wrong("contains characters that were lost, because they are not in the encoding of the locale ("
                    + System.getProperty("sun.jnu.encoding") + "); set LC_ALL=C.UTF-8");
        }
        return value;
    }

    private static Value given(Variable<?> variable, Map<String, String> environment, Map<String, String> file) {
        String fromEnvironment = environment.getOrDefault(variable.name(), "").strip();
        if (!fromEnvironment.isEmpty()) {
            if (variable.secret() && environment.containsKey(variable.name() + SECRET_FILE)) {
                throw new ConfigurationException(
                        variable.name(), "***", "is set, and so is " + variable.name() + SECRET_FILE);
            }
            return new Value(variable, fromEnvironment, Origin.ENVIRONMENT);
        }
        String named =
                environment.getOrDefault(variable.name() + SECRET_FILE, "").strip();
        if (variable.secret() && !named.isEmpty()) {
            return new Value(variable, secret(variable, named), Origin.SECRET_FILE);
        }
        String fromFile = file.getOrDefault(variable.name(), "").strip();
        if (!fromFile.isEmpty()) {
            return new Value(variable, fromFile, Origin.FILE);
        }
        return new Value(variable, variable.defaultValue(), Origin.DEFAULT);
    }

    private static String secret(Variable<?> variable, String file) {
        String name = variable.name() + SECRET_FILE;
        try {
            String text = Files.readString(Path.of(file)).strip();
            if (text.isEmpty()) {
                throw new ConfigurationException(name, file, "is an empty file");
            }
            return text;
        } catch (IOException | InvalidPathException e) {
            throw new ConfigurationException(
                    name, file, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static List<String> warningsFor(Map<String, String> environment, Map<String, String> file) {
        Set<String> names = new LinkedHashSet<>(environment.keySet());
        names.addAll(file.keySet());
        List<String> warnings = new ArrayList<>();
        for (String name :
                names.stream().filter(NearestName::isUnknown).sorted().toList()) {
            String meant = NearestName.to(name)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
            warnings.add(name + " is set but unknown" + meant);
        }
        return List.copyOf(warnings);
    }
}
