package dev.holdfast.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Runs shell scripts in a directory, with no variables but those given: there is no locale, as under cron. */
final class Shell {
    final Map<String, String> environment = new TreeMap<>();
    private final Path directory;

    Shell(Path directory) {
        this.directory = directory;
        environment.put("PATH", System.getenv("PATH"));
    }

    /** The result of a script. */
    record Result(int exit, String out, String err) {}

    /** Runs a script, which is read as UTF-8: its arguments do not depend on the locale of this process. */
    Result run(String... lines) throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("script.sh"), String.join("\n", lines) + "\n");
        Path out = directory.resolve("script.out");
        Path err = directory.resolve("script.err");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString())
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return new Result(process.waitFor(), text(out), text(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** Puts the launcher into a directory. */
    static Path launcher(Path home) throws IOException {
        Path source =
                Path.of(System.getProperty("basedir", ""), "..", "holdfast").toAbsolutePath();
        return Files.copy(
                source, Files.createDirectories(home).resolve("holdfast"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Puts the launcher into a directory, and the program of this build as a jar: an installation. */
    static Path installation(Path home) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = Files.createDirectories(home.resolve("cli/target")).resolve("holdfast.jar");
        try (OutputStream stream = Files.newOutputStream(jar)) {
            new JarOutputStream(stream, manifest).close();
        }
        return launcher(home);
    }
}
