package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.session.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The exact output of the commands for rules and quotes. */
class RulesCommandsTest extends AdminCommands {
    @Test
    void rulesAreAddedSwitchedAndDeleted() throws IOException {
        rule("{\"code\": \"SPRING\", \"conditions\": {\"promo_code\": \"SPRING\"},"
                + " \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}");

        assertThat(withoutTimes(console.done("rules", "list", "-o", "csv"))).isEqualTo("""
                code,name,active,priority,target,stacking,promo_code,user_tiers,starts_at,ends_at,revision,changed_at,does
                SPRING,,true,100,item,stackable,SPRING,,,,1,TIME,"10% off all items, with the code SPRING"
                """);
        assertThat(console.done("rules", "disable", "SPRING", "-o", "json")).contains("\"active\":false");
        assertThat(console.lines("rules", "list", "--active", "true")).hasSize(1);
        assertThat(console.done("rules", "enable", "SPRING", "-o", "json"))
                .contains("\"active\":true", "\"revision\":3");
        assertThat(console.done("rules", "delete", "SPRING")).isEmpty();
        assertThat(console.run("rules", "show", "SPRING")).isEqualTo(ExitCode.FINDING);
        assertThat(console.lines("rules", "history", "SPRING")).hasSize(4);
        assertThat(console.done("rules", "history", "SPRING", "--limit", "1", "-o", "json"))
                .contains("\"revision\":1", "\"next_cursor\":\"1\"");
        assertThat(console.run("rules", "history", "NOTHING")).isEqualTo(ExitCode.FINDING);
        assertThat(console.run("rules", "add", "-f", "rule.json")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).isEqualTo("error: the code \"SPRING\" is taken\n");
    }

    @Test
    void aRuleSaysWhatItDoesAndCallsGoodsByTheirNames() throws IOException {
        tee();
        rule("{\"code\": \"TEES\", \"name\": \"Sale\", \"conditions\": {\"products\": [1], \"user_tiers\": [\"gold\"],"
                + " \"min_quantity\": 3}, \"discount\": {\"type\": \"percent_off\", \"percent\": 20}}");
        rule("{\"code\": \"ONE\", \"conditions\": {\"variants\": [1, 77]},"
                + " \"discount\": {\"type\": \"amount_off\", \"amount\": \"2\"}}");

        assertThat(console.done("rules", "list"))
                .contains("ONE   2.00 USD off each unit of TS-RED-M and variant 77")
                .contains("TEES  20% off basic-tee, from 3 units, for gold buyers");
        assertThat(console.done("rules", "show", "TEES"))
                .contains("\ndoes        20% off basic-tee, from 3 units, for gold buyers\n");
    }

    @Test
    void everyMistakeInARuleHasItsLine() throws IOException {
        Files.writeString(
                directory.resolve("wrong.json"),
                "{\"code\": \"A B\", \"colour\": 1, \"discount\": {\"type\": \"percent_off\", \"percent\": 101}}");

        assertThat(console.run("rules", "add", "-f", "wrong.json")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines().toList())
                .hasSize(3)
                .allMatch(line -> line.startsWith("error: "))
                .anyMatch(line -> line.startsWith("error: discount.percent: "));
        assertThat(console.run("rules", "add", "-f", "missing.json")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("error: -f: there is no file missing.json\n");
        Files.writeString(directory.resolve("half.json"), "{");
        assertThat(console.run("rules", "add", "-f", "half.json")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: -f: is not valid JSON");
    }

    @Test
    void quoteExplainsItselfStepByStep() throws IOException {
        tee();
        rule("{\"code\": \"GOLD\", \"name\": \"Gold members\", \"conditions\": {\"user_tiers\": [\"gold\"]},"
                + " \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}");
        rule("{\"code\": \"BIG\", \"target\": \"order\", \"conditions\": {\"min_subtotal\": \"50.00\"},"
                + " \"discount\": {\"type\": \"amount_off\", \"amount\": \"5.00\", \"per\": \"order\"}}");

        assertThat(console.done("quote", "--sku", "TS-RED-M=2", "--tier", "gold", "--code", "NONE", "--explain"))
                .isEqualTo("""
                2 x TS-RED-M           39.80  39.80  at 19.90, Basic Tee
                  GOLD (Gold members)  -3.98  35.82  of 39.80
                order                         35.82
                  BIG                                14.18 USD more needed: 35.82 USD of 50.00 USD
                  NONE                               is not a known promo code
                subtotal               39.80
                discounts              -3.98
                total                  35.82         USD
                """);
        assertThat(console.done("quote", "--sku", "TS-RED-M=3", "--sku", "1", "-o", "csv"))
                .isEqualTo("""
                variant_id,sku,name,quantity,unit_price,subtotal,discount,total
                1,TS-RED-M,Basic Tee,3,19.90,59.70,3.75,55.95
                1,TS-RED-M,Basic Tee,1,19.90,19.90,1.25,18.65
                """);
        assertThat(console.done("quote", "--sku", "TS-RED-M", "-o", "json"))
                .startsWith("{\"currency\":\"USD\",\"lines\":[{\"variant_id\":1,")
                .contains("\"explanation\":[{\"rule\":\"BIG\"");
    }
}
