package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The contract, and checks of answers against it. Thread-safe. */
final class Contract {
    private static final String BASE = "https://contract.test/openapi";

    // What belongs to HTTP, and what every answer has.
    private static final List<String> OF_EVERY_ANSWER = List.of(
            "Access-Control-Allow-Headers",
            "Access-Control-Allow-Methods",
            "Access-Control-Allow-Origin",
            "Access-Control-Expose-Headers",
            "Access-Control-Max-Age",
            "Cache-Control",
            "Connection",
            "Content-Length",
            "Content-Type",
            "Date",
            "RateLimit",
            "RateLimit-Policy",
            "Transfer-Encoding",
            "Vary",
            "X-Content-Type-Options");

    private static final Contract INSTANCE = new Contract();

    private final JsonNode document;
    private final List<Operation> operations;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract() {
        try (InputStream stream = HttpServer.class.getResourceAsStream("openapi.yaml")) {
            byte[] yaml = stream.readAllBytes();
            document = new YAMLMapper().readTree(yaml);
            operations = read(document);
            String text = new String(yaml, StandardCharsets.UTF_8);
            registry = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemas(Map.of(BASE, Json.write(closed(document))))
                            .schemaRegistryConfig(com.networknt.schema.SchemaRegistryConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build()));
            assertThat(text).doesNotContain("\t");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contract. */
    static Contract get() {
        return INSTANCE;
    }

    /**
     * One operation of the contract.
     *
     * @param method the HTTP method, in upper case
     * @param path the template of the path
     */
    record Operation(String method, String path, JsonNode node) {
        String id() {
            return node.required("operationId").textValue();
        }
    }

    /** All operations, in the order of the file. */
    List<Operation> operations() {
        return operations;
    }

    /** The contract with all objects closed: clients accept members that they do not know, and these tests do not. */
    private static JsonNode closed(JsonNode document) {
        JsonNode copy = document.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.has("properties") && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(Contract::close);
    }

    private static List<Operation> read(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.required("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> member.getValue().has("operationId"))
                        .forEach(member -> operations.add(new Operation(
                                member.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                member.getValue()))));
        return operations;
    }

    /** The operation of a request; empty if there is none. */
    Optional<Operation> operation(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        return operations().stream()
                .filter(operation -> operation.method().equals(wanted) && matches(operation.path(), path))
                .findFirst();
    }

    /** The parameters of an operation, including those of its path. */
    List<JsonNode> parameters(Operation operation) {
        return Stream.of(document.required("paths").required(operation.path()), operation.node())
                .flatMap(node -> node.path("parameters").valueStream())
                .map(this::resolve)
                .toList();
    }

    JsonNode document() {
        return document;
    }

    /** Follows a node that is a reference. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
    }

    /** Fails unless the contract allows this answer to the request. */
    void check(String method, String path, Reply reply) {
        String what = method + " " + path + " -> " + reply.status() + " " + reply.text();
        checkCharset(what, reply);
        Optional<Operation> operation = operation(method, path);
        if (operation.isEmpty() || isOfTheDoor(reply.status()) || method.equals("OPTIONS")) {
            checkWithoutOperation(what, reply);
            return;
        }
        JsonNode response = resolve(operation.get().node().required("responses").path("" + reply.status()));
        assertThat(response.isMissingNode()).as("undocumented: " + what).isFalse();
        response.path("headers").properties().forEach(header -> {
            if (resolve(header.getValue()).path("required").asBoolean()) {
                assertThat(reply.header(header.getKey()))
                        .as(header.getKey() + " of " + what)
                        .isNotEmpty();
            }
        });
        checkHeaders(what, reply, response);
        JsonNode content = response.path("content");
        if (method.equals("HEAD") || content.isMissingNode()) {
            assertThat(reply.text()).as(what).isEmpty();
            return;
        }
        String type = reply.header("Content-Type").split(";", -1)[0];
        assertThat(content.has(type)).as(type + " of " + what).isTrue();
        checkSchema(location(content.get(type), operation.get(), reply, type), type, reply, what);
        if (type.equals(Answer.PROBLEM)) {
            assertThat(content.at("/application~1problem+json/examples").has(reply.at("/code")))
                    .as("the code is among those of the operation: " + what)
                    .isTrue();
        }
    }

    private void checkSchema(String pointer, String type, Reply reply, String what) {
        if (type.endsWith("json")) {
            checkSchema(pointer, reply.text(), what);
        }
    }

    private static void checkHeaders(String what, Reply reply, JsonNode response) {
        Set<String> declared = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        declared.addAll(OF_EVERY_ANSWER);
        response.path("headers").fieldNames().forEachRemaining(declared::add);
        assertThat(declared).as(what).containsAll(reply.headers().map().keySet());
    }

    // JSON is always UTF-8, and images are no text.
    private static void checkCharset(String what, Reply reply) {
        String type = reply.header("Content-Type");
        if (!reply.text().isEmpty() && !type.startsWith("image/") && !type.matches("application/(\\w+\\+)?json")) {
            assertThat(type).as(what).endsWithIgnoringCase("charset=utf-8");
        }
    }

    /** Fails unless a value matches a schema of the contract. */
    void checkSchema(String pointer, String json, String what) {
        Schema schema =
                schemas.computeIfAbsent(pointer, key -> registry.getSchema(SchemaLocation.of(BASE + "#" + key)));
        assertThat(schema.validate(json, com.networknt.schema.InputFormat.JSON))
                .as(what)
                .isEmpty();
    }

    /** The pointer to the schema of a request body. */
    static String bodySchema(Operation operation, String mediaType) {
        return "/paths/" + step(operation.path()) + "/" + operation.method().toLowerCase(java.util.Locale.ROOT)
                + "/requestBody/content/" + step(mediaType) + "/schema";
    }

    private String location(JsonNode media, Operation operation, Reply reply, String type) {
        if (media.get("schema").has("$ref")) {
            return media.get("schema").get("$ref").textValue().substring(1);
        }
        return "/paths/" + step(operation.path()) + "/" + operation.method().toLowerCase(java.util.Locale.ROOT)
                + "/responses/" + reply.status() + "/content/" + step(type) + "/schema";
    }

    private void checkWithoutOperation(String what, Reply reply) {
        assertThat(reply.status()).as(what).isIn(204, 400, 401, 403, 404, 405, 414, 429, 431, 503);
        if (reply.status() != 204 && !reply.text().isEmpty()) {
            assertThat(reply.header("Content-Type")).as(what).isEqualTo(Answer.PROBLEM);
            checkSchema("/components/schemas/Problem", reply.text(), what);
        }
    }

    // Answered before the operation is known.
    private static boolean isOfTheDoor(int status) {
        return status == 405 || status == 414 || status == 431;
    }

    private static boolean matches(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("\\?", -1)[0].split("/", -1);
        for (int i = 0; i < wanted.length && wanted.length == given.length; i++) {
            if (!wanted[i].startsWith("{") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return wanted.length == given.length;
    }

    private static String step(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
