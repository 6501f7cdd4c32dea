package dev.holdfast.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.server.http.HttpOptions;
import dev.holdfast.server.http.HttpServer;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A sale through the TypeScript client: {@code flow.ts}, compiled with it. Skipped where there is no Node.js or npm. */
class TypeScriptClientTest {
    private static final Path SOURCES = Path.of("src/test/typescript");
    private static final Path PROJECT = Path.of("target/typescript");
    private static final int OLDEST_NODE = 18;
    private static final int MOST_SECONDS = 120;

    private record Ended(int status, String said) {}

    @Test
    void aSaleFromTheFirstProductToTheListOfOrders() throws Exception {
        requireNode();
        for (String file : List.of("package.json", "package-lock.json", "tsconfig.json", "flow.ts")) {
            Files.write(PROJECT.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        installCompiler();
        Ended compiled = run("node", "node_modules/typescript/bin/tsc", "-p", ".");
        assertThat(compiled.status()).as(compiled.said()).isZero();

        try (HttpServer server =
                HttpServer.start(new TestShop().holdfast, HttpOptions.defaults().listeningOn("127.0.0.1", 0))) {
            Ended sale = run("node", "out/flow.js", "http://127.0.0.1:" + server.port());
            assertThat(sale.status()).as(sale.said()).isZero();
            assertThat(sale.said()).contains("25.00 USD");
        }
    }

    private static void requireNode() throws Exception {
        Ended node;
        try {
            node = run("node", "--version");
            run("npm", "--version");
        } catch (IOException e) {
            abort("the TypeScript client is not tried: " + e.getMessage());
            return;
        }
        int major = Integer.parseInt(node.said().replaceFirst("(?s)v(\\d+).*", "$1"));
        assumeTrue(
                major >= OLDEST_NODE,
                "the TypeScript client is not tried: it needs Node.js " + OLDEST_NODE + ", not " + node.said());
    }

    private static void installCompiler() throws Exception {
        Ended installed = run("npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000");
        boolean noRegistry = installed
                .said()
                .matches(
                        "(?s).*(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|network).*");
        assumeTrue(
                installed.status() == 0 || !noRegistry,
                "the TypeScript client is not tried: npm reaches no registry: " + installed.said());
        assertThat(installed.status()).as(installed.said()).isZero();
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(Files.createDirectories(PROJECT), "said", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends in time", List.of(command))
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(said));
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }
}
