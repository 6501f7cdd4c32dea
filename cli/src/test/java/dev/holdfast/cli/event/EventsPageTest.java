package dev.holdfast.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.cli.Console;
import dev.holdfast.event.EventType;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/events.md} names all types, and its examples are what the program writes. */
class EventsPageTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)\n```");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z_]+\\.[a-z_]+`.*?) \\|");
    private static final Pattern WORD = Pattern.compile("`([a-z_]+\\.[a-z_]+)`");

    private final TestShop shop = new TestShop();

    @TempDir
    private Path directory;

    @Test
    void theTablesHaveEachTypeOnce() throws IOException {
        List<String> words = ROW.matcher(page())
                .results()
                .flatMap(row -> WORD.matcher(row.group(1)).results())
                .map(word -> word.group(1))
                .toList();

        assertThat(words)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::word).toList());
    }

    @Test
    void theExamplesHaveTheMembersOfRealEvents() throws IOException {
        makeEvents();
        ObjectMapper json = new ObjectMapper();
        JsonNode real = json.readTree(
                        new Console(directory, shop.schema).done("events", "list", "--limit", "1000", "-o", "json"))
                .path("items");
        List<JsonNode> examples = new ArrayList<>();
        for (var example : EXAMPLE.matcher(page()).results().toList()) {
            JsonNode tree = json.readTree(example.group(1));
            if (!tree.has("specversion")) {
                examples.add(tree);
            }
        }

        assertThat(examples).hasSizeGreaterThanOrEqualTo(6);
        for (JsonNode example : examples) {
            assertThat(real)
                    .as(example.toString())
                    .anySatisfy(event -> assertThat(shape(event)).isEqualTo(shape(example)));
        }
    }

    private void makeEvents() {
        Holdfast ann = shop.holdfast.as("ann");
        Variant variant = shop.variant("19.90", 10);
        ann.inventory().receive(variant.id(), 40, "delivery 812");
        long cart =
                ann.carts().create(new NewCart("sam", null, List.of(), null)).id();
        shop.put(cart, variant, 2);
        shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        Order order = shop.checkOut(shop.cartWith(variant, 2));
        ann.orders().pay(order.id(), new NewPayment(PaymentKind.CAPTURED, new BigDecimal("39.80"), "ch_3Nk"));
        ann.orders()
                .cancel(
                        order.id(),
                        NewCancellation.of(ItemUnits.of(order.items().get(0).id(), 1)));
        ann.catalog().changeProduct(variant.productId(), ProductChange.none().withBasePrice(Money.of("17.90", "USD")));
        ann.apiKeys().create(NewApiKey.secret("webshop", Set.of(Scope.ORDERS_READ)));
    }

    /** The type, and the paths of all members; those of a list are those of its first entry. */
    private static Set<String> shape(JsonNode event) {
        Set<String> paths = new TreeSet<>();
        paths.add(event.path("type").asText());
        paths.add(event.path("data").path("kind").asText());
        addPaths(paths, "", event);
        return paths;
    }

    private static void addPaths(Set<String> paths, String path, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(member -> {
                paths.add(path + "/" + member.getKey());
                addPaths(paths, path + "/" + member.getKey(), member.getValue());
            });
        } else if (node.isArray() && !node.isEmpty()) {
            addPaths(paths, path, node.get(0));
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/events.md"));
    }
}
