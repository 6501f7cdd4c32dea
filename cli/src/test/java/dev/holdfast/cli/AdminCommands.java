package dev.holdfast.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests that run commands on a shop of their own. */
public abstract class AdminCommands {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";

    @TempDir
    protected Path directory;

    protected Console console = new Console(Path.of("."));

    @BeforeEach
    void ownDirectory() {
        console = new Console(directory);
    }

    /** Adds a product with one variant and ten units of it. */
    protected final void tee() {
        console.done("products", "add", "--name", "Basic Tee", "--base-price", "19.90", "--category", "apparel/shirts");
        console.done(
                "variants", "add", "--product", "basic-tee", "--sku", "TS-RED-M", "-a", "color=red", "--stock", "10");
    }

    /** Adds a rule from its JSON. */
    protected final void rule(String json) throws IOException {
        Files.writeString(directory.resolve("rule.json"), json);
        console.done("rules", "add", "-f", "rule.json");
    }

    protected static String withoutTimes(String text) {
        return text.replaceAll(TIME, "TIME");
    }
}
