package dev.holdfast.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.session.ExitCode;
import org.junit.jupiter.api.Test;

/** API keys: created, listed, rotated and revoked. */
class KeysCommandTest extends AdminCommands {
    private String create(String... more) {
        String[] command = new String[more.length + 4];
        command[0] = "keys";
        command[1] = "create";
        System.arraycopy(more, 0, command, 2, more.length);
        command[command.length - 2] = "-o";
        command[command.length - 1] = "json";
        return secret(console.done(command));
    }

    private static String secret(String json) {
        return json.replaceFirst("(?s).*\"key\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void aKeyIsShownOnce() {
        String key = create("erp", "--scopes", "stock:read,stock:write", "--expires-in", "90d");

        assertThat(key).matches("hf_sk_[A-Za-z0-9_-]{43}");
        assertThat(console.err()).contains("only this once");
        assertThat(console.done("keys", "list", "-o", "json"))
                .contains("\"name\":\"erp\"", "\"scopes\":[\"stock:read\",\"stock:write\"]")
                .doesNotContain(key);
        assertThat(console.done("keys", "list")).contains("erp", "secret", key.substring(key.length() - 4));
    }

    @Test
    void aPublishableKeyHasFixedScopesAndAllMeansAll() {
        assertThat(create("storefront", "--publishable")).startsWith("hf_pk_");
        create("root-like", "--scopes", "all");

        assertThat(console.done("keys", "list", "-o", "json"))
                .contains("\"kind\":\"publishable\",\"scopes\":[\"catalog:read\",\"prices:read\",\"carts:read\"")
                .contains("\"audit:read\",\"keys:write\"]");
    }

    @Test
    void aKeyIsRotatedByItsNameAndRevokedByItsId() {
        String first = create("erp", "--scopes", "stock:read");
        String rotated = console.done("keys", "rotate", "erp", "--overlap", "0s", "-o", "json");

        assertThat(secret(rotated)).startsWith("hf_sk_").isNotEqualTo(first);
        assertThat(rotated).contains("\"previous_until\":null");
        assertThat(console.done("keys", "rotate", "erp", "-o", "json")).doesNotContain("\"previous_until\":null");

        String id = rotated.replaceFirst("(?s).*\"id\":(\\d+).*", "$1");
        console.done("keys", "revoke", id);
        assertThat(console.done("keys", "list", "-o", "json")).doesNotContain("\"revoked_at\":null");
        assertThat(console.run("keys", "rotate", id)).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).contains("the API key erp is revoked");
    }

    @Test
    void whatIsWrongIsTold() {
        assertThat(console.run("keys", "create", "erp")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("--scopes is required");
        assertThat(console.run("keys", "create", "erp", "--scopes", "moon:read"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("'moon:read' is not one of catalog:read");
        assertThat(console.run("keys", "create", "erp", "--scopes", "stock:read", "--publishable"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.run("keys", "create", "erp", "--scopes", "stock:read", "--expires-in", "soon"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.run("keys", "revoke", "nobody")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).contains("there is no api key named nobody");
        create("erp", "--scopes", "stock:read");
        assertThat(console.run("keys", "create", "erp", "--publishable")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).contains("the name \"erp\" is taken");
    }
}
