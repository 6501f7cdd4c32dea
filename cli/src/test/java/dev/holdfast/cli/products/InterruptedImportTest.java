package dev.holdfast.cli.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Main;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that is stopped by a signal says what it wrote. */
class InterruptedImportTest {
    private static final int BATCH = 1_000;

    private final TestShop shop = new TestShop();

    @TempDir
    private Path directory;

    @Test
    void keepingGoingItSaysThatWhatItCountsWasWritten() throws Exception {
        Process running = start("--keep-going");
        String messages = interrupted(running, () -> products() >= BATCH);

        assertThat(running.waitFor()).as("the code of SIGTERM").isEqualTo(143);
        assertThat(messages)
                .contains("interrupted: what is counted here was written; run the import again to write the rest");
        assertThat(new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .containsPattern("products_added +" + products() + "\n");
        assertThat(products()).isPositive();
    }

    @Test
    void otherwiseItSaysThatNothingWasWritten() throws Exception {
        Process running = start();
        String messages = interrupted(running, () -> true);

        assertThat(running.waitFor()).isEqualTo(143);
        assertThat(messages).contains("interrupted: nothing was written");
        assertThat(products()).isZero();
    }

    /** Stops an import that is in the middle of its file, and returns its messages. */
    private static String interrupted(Process running, BooleanSupplier hasBegun) throws IOException {
        StringBuilder messages = new StringBuilder();
        try (Writer file = running.outputWriter();
                BufferedReader said = running.errorReader()) {
            file.write("handle,name,base_price,sku\n");
            // More than a pipe holds, so that the import reads by now.
            rows(file, 0, 5 * BATCH);
            while (!hasBegun.getAsBoolean() && running.isAlive()) {
                Thread.onSpinWait();
            }
            running.toHandle().destroy();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                messages.append(line).append('\n');
                if (line.contains("stopping after this batch")) {
                    // It waits for more of the file.
                    rows(file, 5 * BATCH, 2);
                }
            }
        }
        return messages.toString();
    }

    private static void rows(Writer file, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            file.write("p-" + i + ",Product " + i + ",1.00,S-" + i + "\n");
        }
        file.flush();
    }

    private long products() {
        return shop.count("select count(*) from #products");
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "import",
                "-"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("DATABASE_URL", TestDatabase.url());
        builder.environment().put("HOLDFAST_SCHEMA", shop.schema);
        return builder.start();
    }
}
