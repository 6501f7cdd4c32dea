package dev.holdfast.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.holdfast.InvalidInputException;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.rule.PricingRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** The formats of files with pricing rules: a member {@code rules} with a list of them. */
public enum RuleFile {
    /** {@code {"rules": [...]}}. */
    JSON(JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()),
    /** The same in YAML, which includes JSON. */
    YAML(YAMLMapper.builder(
                    YAMLFactory.builder().stringQuotingChecker(new Quoting()).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private static final String RULES = "rules";

    /** Quotes everything but plain words, because YAML readers differ in what they parse as a number or a time. */
    private static final class Quoting extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteValue(String value) {
            return !value.matches("[A-Za-z][A-Za-z0-9 _/.-]*[A-Za-z0-9]") || super.needToQuoteValue(value);
        }
    }

    // Mappers are mutable; this one is never changed after construction.
    @SuppressWarnings("Immutable")
    private final ObjectMapper mapper;

    RuleFile(ObjectMapper mapper) {
        this.mapper = mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        mapper.configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of a file: JSON if its name ends in {@code .json}, otherwise YAML. */
    public static RuleFile of(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? JSON : YAML;
    }

    /**
     * Reads rules from an object with a list {@code rules}, from the list alone, or from a single rule.
     *
     * @param currency of amounts in rules without a currency
     * @throws InvalidInputException listing every error with its place
     */
    public List<PricingRule> read(String text, Currency currency) {
        List<InvalidInputException.Error> errors = new ArrayList<>();
        List<PricingRule> rules = new ArrayList<>();
        JsonNode tree = parse(text);
        if (tree.isObject() && !tree.has(RULES)) {
            return List.of(PricingRuleJson.read(tree.toString(), currency));
        }
        JsonNode list = tree.isObject() ? tree.get(RULES) : tree;
        tree.fieldNames().forEachRemaining(name -> {
            if (!name.equals(RULES)) {
                errors.add(new InvalidInputException.Error("/" + name, "is not a known field; only rules is"));
            }
        });
        if (!list.isArray()) {
            errors.add(new InvalidInputException.Error("/" + RULES, "must be a list of rules"));
        }
        for (int i = 0; i < list.size() && list.isArray(); i++) {
            String at = "/" + RULES + "/" + i;
            try {
                rules.add(PricingRuleJson.read(list.get(i).toString(), currency));
            } catch (InvalidInputException e) {
                e.errors()
                        .forEach(error ->
                                errors.add(new InvalidInputException.Error(at + error.pointer(), error.detail())));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return rules;
    }

    private JsonNode parse(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new InvalidInputException("/file", where + "is not valid " + name() + ": " + what);
        }
    }

    /** Writes rules as {@link #read} reads them. */
    public String write(Collection<PricingRule> rules) {
        ObjectNode tree = mapper.createObjectNode();
        ArrayNode list = tree.putArray(RULES);
        rules.forEach(rule -> list.add(tree(rule)));
        return write(tree);
    }

    /** Writes one rule as lines. */
    public List<String> lines(PricingRule rule) {
        return write(tree(rule)).lines().toList();
    }

    private static JsonNode tree(PricingRule rule) {
        try {
            return JSON.mapper.readTree(PricingRuleJson.write(rule));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the library wrote invalid JSON", e);
        }
    }

    private String write(JsonNode tree) {
        try {
            String text = mapper.writeValueAsString(tree);
            return text.endsWith("\n") ? text : text + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
