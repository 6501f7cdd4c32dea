package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.session.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PATCH changes over HTTP, the commands change. */
class ChangeCommandsTest extends AdminCommands {
    @BeforeEach
    void aTee() {
        tee();
    }

    @Test
    void everyFieldOfAProductCanBeChangedAndWhatMayBeEmptyCleared() {
        assertThat(console.done(
                        "products",
                        "change",
                        "basic-tee",
                        "--name",
                        "Tee",
                        "--handle",
                        "tee",
                        "--base-price",
                        "17.90",
                        "--description",
                        "Soft.",
                        "--category",
                        "tops",
                        "--status",
                        "draft",
                        "-o",
                        "csv"))
                .contains("\n1,tee,Tee,Soft.,17.90,USD,tops,draft,");
        assertThat(console.done("products", "change", "tee", "--no-description", "--no-category", "-o", "json"))
                .contains("\"description\":null", "\"category\":null", "\"name\":\"Tee\"", "\"base_price\":\"17.90\"");
    }

    @Test
    void everyFieldOfAVariantCanBeChangedAndWhatMayBeEmptyCleared() {
        assertThat(console.done(
                        "variants",
                        "change",
                        "TS-RED-M",
                        "--sku",
                        "T-M",
                        "--name",
                        "Red",
                        "--price",
                        "22.90",
                        "--min-price",
                        "15",
                        "-a",
                        "size=M",
                        "-o",
                        "json"))
                .contains(
                        "\"sku\":\"T-M\"",
                        "\"name\":\"Red\"",
                        "\"price\":\"22.90\"",
                        "\"min_price\":\"15.00\"",
                        "\"color\":\"red\"",
                        "\"size\":\"M\"");
        assertThat(console.done(
                        "variants",
                        "change",
                        "T-M",
                        "--no-name",
                        "--no-price",
                        "--no-min-price",
                        "--no-attribute",
                        "color",
                        "-o",
                        "json"))
                .contains(
                        "\"name\":\"Basic Tee\"",
                        "\"price\":\"19.90\"",
                        "\"price_source\":\"product\"",
                        "\"min_price\":null",
                        "\"attributes\":{\"size\":\"M\"}");
    }

    @Test
    void limitsOfAVariantAreSetAndCleared() {
        assertThat(console.done(
                        "variants",
                        "change",
                        "TS-RED-M",
                        "--min-quantity",
                        "2",
                        "--max-quantity",
                        "12",
                        "--quantity-step",
                        "2",
                        "--max-per-user",
                        "4",
                        "--max-per-user-days",
                        "30",
                        "--reservation-time",
                        "5m",
                        "-o",
                        "json"))
                .contains(
                        "\"min_quantity\":2",
                        "\"max_quantity\":12",
                        "\"quantity_step\":2",
                        "\"max_per_user\":{\"quantity\":4,\"days\":30}",
                        "\"reservation_seconds\":300");
        assertThat(console.run("variants", "change", "TS-RED-M", "--min-quantity", "3"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: --min-quantity: ");
        assertThat(console.run("variants", "change", "TS-RED-M", "--reservation-time", "soon"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: --reservation-time: ");
        assertThat(console.done(
                        "variants",
                        "change",
                        "TS-RED-M",
                        "--no-min-quantity",
                        "--no-max-quantity",
                        "--no-quantity-step",
                        "--no-max-per-user",
                        "--no-reservation-time",
                        "-o",
                        "json"))
                .contains(
                        "\"min_quantity\":null",
                        "\"max_quantity\":null",
                        "\"quantity_step\":null",
                        "\"max_per_user\":null",
                        "\"reservation_seconds\":null");
    }

    @Test
    void whatDoesNotFitIsRefusedAndNothingChanges() {
        String before = console.done("variants", "show", "TS-RED-M", "-o", "json");

        assertThat(console.run("variants", "change", "TS-RED-M", "--price", "9", "--no-price"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: --price: cannot be set and cleared at once\n");
        assertThat(console.run("variants", "change", "TS-RED-M", "--min-price", "99"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: --min-price: ");
        assertThat(console.run("variants", "change", "TS-RED-M", "--no-attribute", "size"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: --no-attribute: there is no attribute \"size\"\n");
        assertThat(console.run("products", "change", "nothing", "--name", "x")).isEqualTo(ExitCode.FINDING);
        assertThat(console.done("variants", "show", "TS-RED-M", "-o", "json")).isEqualTo(before);
    }
}
