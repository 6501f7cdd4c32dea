package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.Money;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.event.EventType;
import dev.holdfast.server.health.Health;
import dev.holdfast.server.http.wire.Json;
import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract describes this server, and its examples work. */
class ContractTest {
    // Operations in an order that works from an empty shop on; each is sent with all of its examples.
    private static final List<String> STORY = List.of(
            "createProduct",
            "listProducts",
            "getProduct",
            "changeProduct",
            "createVariant",
            "listVariants",
            "getVariant",
            "changeVariant",
            "createMovement",
            "listMovements",
            "showStock",
            "showSupply",
            "changeSupply",
            "setComponents",
            "showComponents",
            "setStock",
            "listStockLevels",
            "listBackorders",
            "createLocation",
            "listLocations",
            "getLocation",
            "changeLocation",
            "createTransfer",
            "listTransfers",
            "getTransfer",
            "receiveTransfer",
            "createPricingRule",
            "listPricingRules",
            "getPricingRule",
            "changePricingRule",
            "listPricingRuleRevisions",
            "addPromoCodes",
            "listPromoCodes",
            "getPromoCode",
            "changePromoCode",
            "deletePromoCode",
            "listEvents",
            "streamEvents",
            "showEventProgress",
            "listAuditLog",
            "previewPrice",
            "createQuote",
            "createBuyerToken",
            "createCart",
            "listCarts",
            "getCart",
            "listOrdersOfCart",
            "changeCart",
            "putItem",
            "changeItem",
            "extendCart",
            "removeItem",
            "setCharge",
            "removeCharge",
            "deleteCart",
            "archivePricingRule",
            "createApiKey",
            "listApiKeys",
            "rotateApiKey",
            "revokeApiKey",
            "health",
            "ready",
            "metrics",
            "contractAsYaml",
            "contractAsJson",
            "pricingRuleSchema",
            "home",
            "docs",
            "errorCodes",
            "docsFile");

    private static final List<String> PURCHASE =
            List.of("createProduct", "createVariant", "createCart", "putItem", "checkout", "listOrders", "getOrder");

    private static final List<String> AFTERWARDS =
            List.of("recordPayment", "fulfilOrder", "returnItems", "cancelOrder");

    private static final List<String> SESSION = List.of(
            "beginCheckoutSession",
            "listCheckoutSessions",
            "getCheckoutSession",
            "recordSessionPayment",
            "completeCheckoutSession");

    private final Contract contract = Contract.get();
    // Its ids begin at 1: the examples of the contract name them.
    private final TestShop shop =
            new TestShop(TestDatabase.newSchema(), TestDatabase.dataSource(), TestDatabase.dataSource());
    private final Metrics metrics = new Metrics();
    private final HttpServer server = HttpServer.start(
            shop.holdfast,
            HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withMetrics(metrics, false)
                    .withBrowsers(TestBrowsers.withTokens()));
    private final Client http = new Client(server.port());

    /** The examples name the first of each kind. */
    @BeforeEach
    void numberFromOne() {
        List.of("products", "variants", "promo_codes", "carts")
                .forEach(table -> shop.execute("alter table #" + table + " alter column id restart with 1"));
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void theContractHasExactlyTheRoutes() {
        Set<String> served = server.routes().entrySet().stream()
                .flatMap(path -> path.getValue().stream()
                        .filter(method -> !method.equals("HEAD") && !method.equals("OPTIONS"))
                        .map(method -> method + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(contract.operations().stream().map(operation -> operation.method() + " " + operation.path()))
                .containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void everyExampleOfARequestWorks() {
        Set<String> told = new HashSet<>();
        for (String id : STORY) {
            told.addAll(send(id));
        }

        Set<String> wanted = contract.operations().stream()
                .map(Contract.Operation::id)
                .collect(Collectors.toCollection(HashSet::new));
        wanted.removeAll(Set.of("checkout", "listOrders", "getOrder"));
        wanted.removeAll(AFTERWARDS);
        wanted.removeAll(SESSION);
        wanted.remove("cancelCheckoutSession");
        assertThat(told).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void theExamplesOfAPurchaseWorkInOrder() {
        PURCHASE.forEach(this::send);

        assertThat(http.get("/api/v1/orders/1001").at("/total")).isEqualTo("35.00");
    }

    @Test
    void theExamplesOfWhatHappensToAnOrderWorkInOrder() {
        long cart = shop.cartWith(shop.variant(10), 10);
        shop.holdfast.carts().setCharge(cart, NewCharge.of("shipping", Money.of("4.90", "USD")));
        shop.checkOut(cart);

        AFTERWARDS.forEach(this::send);

        assertThat(http.get("/api/v1/orders/1001").at("/status")).isEqualTo("returned");
    }

    @Test
    void theExamplesOfACheckoutSessionWorkInOrder() {
        shop.cartWith(shop.variant(10), 2);
        SESSION.forEach(this::send);

        assertThat(http.get("/api/v1/orders/1001").at("/payment_status")).isEqualTo("paid");
        String session = http.post(
                        "/api/v1/checkout-sessions", "{\"cart_id\": " + shop.cartWith(shop.variant(10), 1) + "}")
                .is(201)
                .at("/id");
        send("cancelCheckoutSession");
        assertThat(http.get("/api/v1/checkout-sessions/" + session).at("/status"))
                .isEqualTo("cancelled");
    }

    @Test
    void everyReasonIsInTheContract() {
        assertThat(contract.document()
                        .at("/components/schemas/Problem/properties/reason/enum")
                        .valueStream()
                        .map(JsonNode::textValue))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Health.Reason.values())
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void everyTypeOfEventIsInTheContract() {
        assertThat(contract.document()
                        .at("/components/schemas/EventType/enum")
                        .valueStream()
                        .map(JsonNode::textValue))
                .containsExactlyElementsOf(
                        Stream.of(EventType.values()).map(EventType::word).toList());
    }

    /** A client that fills in a default changes what it did not mean to change. */
    @Test
    void noChangeHasDefaults() {
        Set<String> changes = new TreeSet<>();
        contract.document().at("/components/schemas").fieldNames().forEachRemaining(name -> {
            if (name.endsWith("Change")) {
                changes.add("#/components/schemas/" + name);
            }
        });
        contract.operations().stream()
                .filter(operation -> operation.method().equals("PATCH"))
                .flatMap(operation -> operation.node().required("requestBody").findValues("schema").stream())
                .forEach(schema -> changes.add(schema.required("$ref").textValue()));
        Set<String> reached = new TreeSet<>();
        List<String> defaults = new ArrayList<>();

        changes.forEach(reference -> findDefaults(reference, reached, defaults));

        assertThat(defaults).isEmpty();
        assertThat(reached)
                .contains(
                        "#/components/schemas/PricingRuleChange",
                        "#/components/schemas/RuleDiscountChange",
                        "#/components/schemas/RuleSelection",
                        "#/components/schemas/ItemChange");
    }

    private void findDefaults(String reference, Set<String> reached, List<String> defaults) {
        if (!reached.add(reference)) {
            return;
        }
        JsonNode schema = contract.document().at(reference.substring(1));
        if (!schema.findValues("default").isEmpty()) {
            defaults.add(reference);
        }
        schema.findValues("$ref").forEach(inner -> findDefaults(inner.textValue(), reached, defaults));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<JsonNode> references = contract.document().findValues("$ref");

        assertThat(references).isNotEmpty();
        assertThat(references)
                .allSatisfy(reference -> assertThat(contract.document()
                                .at(reference.textValue().substring(1))
                                .isMissingNode())
                        .as(reference.textValue())
                        .isFalse());
    }

    /** In YAML, a comma within braces ends a text, and the rest becomes a member without a value. */
    @Test
    void noTextIsCutByItsCommas() {
        List<String> cut = new ArrayList<>();
        findNulls("", contract.document(), cut);

        assertThat(cut).isEmpty();
    }

    @Test
    void operationsHaveUniqueIdsAndSummaries() {
        List<Contract.Operation> operations = contract.operations();

        assertThat(operations.stream().map(Contract.Operation::id).distinct()).hasSameSizeAs(operations);
        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.node().path("summary").asText()).isNotEmpty();
            assertThat(operation.node().path("tags")).hasSize(1);
            for (String status : List.of("403", "503")) {
                assertThat(operation.node().path("responses").has(status))
                        .as(operation.id() + " " + status)
                        .isTrue();
            }
        });
    }

    private Set<String> send(String id) {
        Contract.Operation operation = contract.operations().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        String path = operation.path();
        for (JsonNode parameter : contract.parameters(operation)) {
            String name = parameter.required("name").textValue();
            if (parameter.required("in").textValue().equals("path")) {
                path = path.replace("{" + name + "}", example(parameter));
            } else if (parameter.has("example")) {
                path += (path.contains("?") ? "&" : "?") + name + "="
                        + parameter.get("example").asText();
            }
        }
        Set<String> sent = new HashSet<>();
        for (Map.Entry<String, JsonNode> media :
                operation.node().path("requestBody").path("content").properties()) {
            for (Map.Entry<String, JsonNode> example :
                    media.getValue().path("examples").properties()) {
                String body = Json.write(example.getValue().required("value"));
                String what = id + " " + example.getKey();
                contract.checkSchema(Contract.bodySchema(operation, media.getKey()), body, what);
                Reply reply = http.with("Content-Type", media.getKey())
                        .send(operation.method(), path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                assertThat(reply.status()).as(what + ": " + reply.text()).isBetween(200, 299);
                sent.add(id);
            }
        }
        if (!operation.node().has("requestBody")) {
            assertThat(http.send(operation.method(), path, (byte[]) null).status())
                    .as(id)
                    .isBetween(200, 399);
            sent.add(id);
        }
        return sent;
    }

    /**
     * The ids of checkout sessions are drawn at random, and those of transfers have gaps; the examples stand for the latest
     * session and for the first transfer of two.
     */
    private String example(JsonNode parameter) {
        return switch (parameter.required("name").textValue()) {
            case "checkout_session_id" -> http.get("/api/v1/checkout-sessions").at("/items/0/id");
            case "transfer_id" -> http.get("/api/v1/transfers").at("/items/1/id");
            default -> parameter.required("example").asText();
        };
    }

    private static void findNulls(String where, JsonNode node, List<String> nulls) {
        if (where.endsWith("/value")) {
            return;
        }
        node.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                nulls.add(where + "/" + member.getKey());
            }
            findNulls(where + "/" + member.getKey(), member.getValue(), nulls);
        });
        node.elements().forEachRemaining(element -> {
            if (node.isArray()) {
                findNulls(where + "[]", element, nulls);
            }
        });
    }
}
