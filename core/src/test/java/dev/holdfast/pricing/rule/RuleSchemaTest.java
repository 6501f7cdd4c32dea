package dev.holdfast.pricing.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holdfast.InvalidInputException;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.quote.RandomRules;
import dev.holdfast.testing.Seed;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The published schema accepts what the parser accepts, except for checks that a schema cannot express. */
@Tag("quick")
class RuleSchemaTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final int RULES = 150;
    private static final int MUTANTS_OF_EACH = 20;

    /** Checks that compare fields or need an external list, and 1.0, which is a whole number to a schema. */
    private static final List<Pattern> BEYOND_A_SCHEMA = List.of(
            Pattern.compile(".* is not after starts_at, .*"),
            Pattern.compile(".* is less than min_unit_price, .*"),
            Pattern.compile(".* is duplicated"),
            Pattern.compile("cannot be true together with promo_code"),
            Pattern.compile("1\\.0 is not a whole number"),
            Pattern.compile(".* is not [A-Z]{3}, the currency of another discount of the rule"),
            Pattern.compile(".* has more decimals than [A-Z]{3}, which has \\d"),
            Pattern.compile("[0-9.]+ is more than 1000000000\\.00"),
            Pattern.compile("0\\.00[0-9]* is less than 0\\.01"),
            Pattern.compile("\"[A-Z]{3}\" is not the ISO 4217 code of a currency"),
            Pattern.compile("\".*\" is not a time zone such as Europe/Berlin"),
            Pattern.compile("\"2026-02-30T00:00:00Z\" is not a time such as .*"));

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final long seed = Seed.of(RuleSchemaTest.class);
    private final Random random = new Random(seed);
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PricingRuleJson.schema(), InputFormat.JSON);

    @Test
    void the_schema_is_valid() {
        String meta = "{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}";
        Schema ofSchemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(meta, InputFormat.JSON);
        assertThat(ofSchemas.validate(PricingRuleJson.schema(), InputFormat.JSON))
                .isEmpty();
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void schema_and_parser_accept_every_rule_that_is_written() throws Exception {
        for (int i = 0; i < RULES; i++) {
            String json = rule(i).toString();
            assertThat(schema.validate(json, InputFormat.JSON))
                    .as("seed %d: %s", seed, json)
                    .isEmpty();
            assertThat(parserErrors(json)).as("seed %d: %s", seed, json).isEmpty();
        }
    }

    @Test
    void schema_and_parser_refuse_the_same_mistakes() throws Exception {
        RuleMutation mutation = new RuleMutation(random);
        int refused = 0;
        List<String> disagreements = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (int i = 0; i < RULES; i++) {
            ObjectNode rule = rule(i);
            for (int j = 0; j < MUTANTS_OF_EACH; j++) {
                String json = mutation.of(rule).toString();
                List<InvalidInputException.Error> errors = parserErrors(json);
                boolean inSchema = schema.validate(json, InputFormat.JSON).isEmpty();
                boolean isBeyond = errors.stream().allMatch(RuleSchemaTest::isBeyondASchema);
                if (inSchema ? !isBeyond : errors.isEmpty()) {
                    disagreements.add(json + " " + errors + " " + schema.validate(json, InputFormat.JSON));
                }
                refused += inSchema ? 0 : 1;
                errors.forEach(error -> places.add(error.pointer().replaceAll("\\d+", "")));
            }
        }
        assertThat(disagreements).as("seed %d", seed).isEmpty();
        // Enough of the mutations are mistakes, and in many places.
        assertThat(refused).isGreaterThan(RULES * MUTANTS_OF_EACH / 2);
        assertThat(places).hasSizeGreaterThan(80);
    }

    private static boolean isBeyondASchema(InvalidInputException.Error error) {
        return BEYOND_A_SCHEMA.stream()
                .anyMatch(pattern -> pattern.matcher(error.detail()).matches());
    }

    private static List<InvalidInputException.Error> parserErrors(String json) {
        try {
            PricingRuleJson.read(json, USD);
            return List.of();
        } catch (InvalidInputException e) {
            return e.errors();
        }
    }

    /** A rule with fields that the price engine's random tests do not use, some of them null. */
    private ObjectNode rule(int number) throws JsonProcessingException {
        ObjectNode rule =
                (ObjectNode) MAPPER.readTree(PricingRuleJson.write(new RandomRules(random, USD).rule(number)));
        add(rule, "name", "\"Spring \\ud83c\\udf38\"", "null");
        add(rule, "starts_at", "\"2026-03-01T00:00:00+01:00\"", "null");
        add(rule, "ends_at", "\"9999-12-31T23:59:59Z\"", "\"2026-04-01T00:00Z\"");
        add(rule, "group", "\"seasonal\"", "null");
        ObjectNode conditions =
                rule.get("conditions") instanceof ObjectNode given ? given : rule.putObject("conditions");
        add(conditions, "promo_code", "\"Spring\"", "null");
        if (!conditions.path("promo_code").isTextual()) {
            add(conditions, "stored_codes", "true", "false", "null");
        }
        add(conditions, "user_tiers", "[\"gold\", \"silver\"]", "[]");
        add(conditions, "currencies", "[\"USD\"]", "null");
        add(conditions, "categories", "[\"a/b c\"]", "[]");
        add(
                conditions,
                "schedule",
                "{\"weekdays\": [\"monday\"], \"from\": \"18:00\", \"time_zone\": \"Asia/Tokyo\"}",
                "null");
        add(conditions, "attributes", "[{\"name\": \"channel\", \"in\": [\"web\"], \"not_in\": []}]", "[]");
        return rule;
    }

    private void add(ObjectNode object, String name, String... values) throws JsonProcessingException {
        if (!object.has(name) && random.nextInt(3) == 0) {
            JsonNode value = MAPPER.readTree(values[random.nextInt(values.length)]);
            object.set(name, value);
        }
    }
}
