package dev.holdfast.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.NewCart;
import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.session.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes for the completion scripts, and silence when there are none. */
class CompleteCommandTest extends AdminCommands {
    private void sku(String sku) {
        console.done("variants", "add", "--product", "basic-tee", "--sku", sku);
    }

    private void isSilent(String... arguments) {
        assertThat(console.run(arguments)).isEqualTo(ExitCode.DONE);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).isEmpty();
    }

    @Test
    void codesThatBeginWithPrefix() throws Exception {
        tee();
        sku("TS-BLUE-M");
        sku("MUG");
        rule("""
                {"code": "SPRING", "name": "Spring", "conditions": {"promo_code": "HELLO"},
                 "discount": {"type": "percent_off", "percent": "10"}}""");
        rule("""
                {"code": "SINGLE", "name": "Single", "conditions": {"stored_codes": true},
                 "discount": {"type": "percent_off", "percent": "10"}}""");
        console.done("promo-codes", "add", "SINGLE", "HELP");

        assertThat(console.lines("complete", "variant", "TS-")).containsExactly("TS-BLUE-M", "TS-RED-M");
        assertThat(console.lines("complete", "variant")).containsExactly("MUG", "TS-BLUE-M", "TS-RED-M");
        assertThat(console.lines("complete", "product", "ba")).containsExactly("basic-tee");
        assertThat(console.lines("complete", "rule", "S")).containsExactly("SINGLE", "SPRING");
        assertThat(console.lines("complete", "promo_code", "HEL")).containsExactly("HELLO", "HELP");
        assertThat(console.lines("complete", "stored_promo_code", "HEL")).containsExactly("HELP");
        assertThat(console.lines("complete", "cart", "")).isEmpty();
        long cart = console.shop().carts().create(NewCart.anonymous()).id();
        assertThat(console.lines("complete", "cart", "")).containsExactly(Long.toString(cart));
        console.done("keys", "create", "storefront", "--publishable");
        console.done("keys", "create", "prometheus", "--scopes", "metrics:read");
        assertThat(console.lines("complete", "api_key", "st")).containsExactly("storefront");
        console.done("keys", "revoke", "storefront");
        assertThat(console.lines("complete", "api_key", "")).containsExactly("prometheus");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void codesAreWrittenAsArgumentsWantThem() {
        tee();
        sku("4711");
        sku("sku:x");

        assertThat(console.lines("complete", "variant", "")).containsExactly("sku:4711", "TS-RED-M", "sku:sku:x");
        assertThat(console.lines("complete", "variant", "sku:"))
                .containsExactly("sku:4711", "sku:TS-RED-M", "sku:sku:x");
        assertThat(console.lines("complete", "variant", "sku:47")).containsExactly("sku:4711");
        // Digits are an id.
        isSilent("complete", "variant", "47");
        assertThat(console.done("variants", "show", "sku:sku:x")).contains("sku:x");
    }

    @Test
    void codesThatCouldControlTerminalAreLeftOut() {
        tee();
        sku("TS-\u202ex");

        assertThat(console.lines("complete", "variant", "TS")).containsExactly("TS-RED-M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing x", "--nothing", "variant -x", "variant @file", "variant TS\ufffd", "--"})
    void wrongUsageIsSilent(String arguments) {
        tee();

        isSilent(("complete " + arguments).strip().split(" "));
    }

    @Test
    void databaseThatDoesNotListenIsSilent() {
        console.environment.put("DATABASE_URL", "postgresql://127.0.0.1:1/nothing");
        isSilent("complete", "variant", "");
    }

    @Test
    void databaseThatDoesNotAnswerIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            console.environment.put(
                    "DATABASE_URL", "postgresql://127.0.0.1:" + silent.getLocalPort() + "/x?socketTimeout=60");
            isSilent("complete", "variant", "");
        }
    }

    @Test
    void schemaWithoutTablesIsSilent() {
        console.environment.put("HOLDFAST_SCHEMA", "nothing_here");
        isSilent("complete", "variant", "");
    }

    @Test
    void wrongConfigurationIsSilent() throws Exception {
        tee();
        Files.writeString(directory.resolve(".env"), "PORT=none\nHOLDFAST_NOTHING=1\n");
        isSilent("complete", "rule", "");
    }

    @Test
    void embeddedDatabaseIsNotStarted() throws Exception {
        console.environment.remove("DATABASE_URL");
        console.environment.put("HOLDFAST_DATA", directory.resolve("data").toString());

        isSilent("complete", "variant", "");

        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }
}
