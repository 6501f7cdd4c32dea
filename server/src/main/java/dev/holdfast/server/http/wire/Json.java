package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.holdfast.Money;
import dev.holdfast.access.Scope;
import dev.holdfast.cart.Cart;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON of the API: snake_case names, money as decimal strings, ISO 8601 times; read strictly. */
public final class Json {
    private static final int MOST_NESTING = 40;
    private static final int LONGEST_NUMBER = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTING)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new SimpleModule()
                    .addSerializer(Money.class, as(money -> money.toDecimal().toPlainString()))
                    .addSerializer(Instant.class, as(Instant::toString))
                    .addSerializer(Scope.class, as(Scope::word))
                    .addSerializer(Enum.class, as(constant -> constant.name().toLowerCase(Locale.ROOT))))
            .addMixIn(RuleOutcome.class, OutcomeMixIn.class)
            .addMixIn(Cart.class, CartMixIn.class)
            .build();

    private Json() {}

    /** Parses one JSON value, strictly. */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Parses an object that this program wrote. */
    public static ObjectNode object(String text) {
        return read(text, ObjectNode.class);
    }

    /** Parses a record that this program wrote. */
    static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored text is not a " + type.getSimpleName(), e);
        }
    }

    /** The JSON of a YAML document that belongs to this program. */
    public static String fromYaml(byte[] yaml) {
        try {
            return write(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON of a value. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    /** The JSON of a value that is an object, without one of its members. */
    static ObjectNode without(Object value, String member) {
        ObjectNode tree = MAPPER.valueToTree(value);
        tree.remove(member);
        return tree;
    }

    /** The canonical JSON of a value: no white space, names in order. */
    static String canonical(JsonNode node) {
        return source(ordered(node));
    }

    /**
     * The JSON of a value that a client sent, with numbers as they were sent: written out, {@code 1e999999999} has a
     * billion digits, and Jackson refuses to write it.
     */
    static String source(Object tree) {
        try {
            return MAPPER.writer()
                    .without(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value that was read cannot be written", e);
        }
    }

    private static Object ordered(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), ordered(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            return node.valueStream().map(Json::ordered).toList();
        }
        return node;
    }

    private static <T> JsonSerializer<T> as(Function<T, String> text) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeString(text.apply(value));
            }
        };
    }

    private interface OutcomeMixIn {
        // Jackson reads its annotation in place of the record's own.
        @SuppressWarnings("UnusedMethod")
        @JsonSerialize(using = PlainDecimal.class)
        @Nullable
        BigDecimal exact();
    }

    private interface CartMixIn {
        @SuppressWarnings("UnusedMethod")
        @JsonProperty("reservation_seconds")
        @JsonSerialize(using = Seconds.class)
        @Nullable
        Duration reservationTime();
    }

    private static final class Seconds extends JsonSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeNumber(value.toSeconds());
        }
    }

    private static final class PlainDecimal extends JsonSerializer<BigDecimal> {
        @Override
        public void serialize(BigDecimal value, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString(value.toPlainString());
        }
    }
}
