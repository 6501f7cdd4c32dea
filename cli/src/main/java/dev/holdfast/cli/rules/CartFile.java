package dev.holdfast.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.input.Amounts;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.trial.SimulatedCart;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads carts from JSON, one at a time. Missing facts about a variant are looked up in the shop and cached. Not
 * thread-safe.
 */
public final class CartFile {
    private static final int MOST_REMEMBERED = 10_000;
    private static final Set<String> OF_CARTS = Set.of(
            "name",
            "currency",
            "user_id",
            "user_tier",
            "promo_codes",
            "orders_placed",
            "attributes",
            "at",
            "lines",
            "charges",
            "total");
    private static final Set<String> OF_LINES =
            Set.of("sku", "variant_id", "product_id", "category", "quantity", "unit_price", "min_unit_price");
    private static final Set<String> OF_CHARGES = Set.of("code", "amount");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Holdfast shop;
    private final Currency currency;
    private final PricingPolicy policy;
    private final RuleBook standing;
    private final Instant now;
    private final Map<String, Sold> sold = new HashMap<>();
    private int count;

    /**
     * A reader of carts.
     *
     * @param currency of carts that name none
     * @param clock tells the time of carts that name none
     */
    public CartFile(Holdfast shop, Currency currency, Clock clock) {
        this.shop = shop;
        this.currency = currency;
        this.policy = shop.pricing().policy();
        this.now = clock.instant();
        this.standing = RuleBook.of(0, ShopRules.all(shop));
    }

    private record Sold(Variant variant, Product product) {}

    /**
     * Reads a cart.
     *
     * @throws InvalidInputException if the text is not a JSON object with the fields of a cart
     */
    public SimulatedCart cart(String text) {
        JsonNode cart = parse(text);
        refuseOthers(cart, "", OF_CARTS);
        count++;
        Currency of = Amounts.currency(text(cart, "", "currency"), currency);
        Instant at = at(cart);
        List<QuoteItem> lines = new ArrayList<>();
        for (JsonNode line : list(cart, "lines")) {
            lines.add(line(line, lines.size(), of));
        }
        List<QuoteCharge> charges = new ArrayList<>();
        for (JsonNode charge : list(cart, "charges")) {
            String pointer = "/charges/" + charges.size();
            refuseOthers(charge, pointer, OF_CHARGES);
            charges.add(new QuoteCharge(
                    required(pointer + "/code", text(charge, pointer, "code")),
                    Amounts.money(pointer + "/amount", charge.path("amount").asText(), of)));
        }
        List<String> codes = new ArrayList<>();
        list(cart, "promo_codes").forEach(code -> codes.add(code.asText()));
        Map<String, String> attributes = new LinkedHashMap<>();
        cart.path("attributes")
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
        PricingContext context = new PricingContext(
                of,
                text(cart, "", "user_id"),
                text(cart, "", "user_tier"),
                codes,
                cart.hasNonNull("orders_placed") ? (Integer) whole(cart, "", "orders_placed") : null,
                attributes);
        String name = text(cart, "", "name");
        try {
            Money total = cart.hasNonNull("total")
                    ? Amounts.money("/total", cart.get("total").asText(), of)
                    : PriceEngine.quote(standing, lines, charges, context, policy, at)
                            .total();
            return new SimulatedCart(
                    "cart", name == null ? Integer.toString(count) : name, lines, charges, context, policy, at, total);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("", String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("", "is not valid JSON: " + TextTable.harmless(e.getOriginalMessage()));
        }
        throw new InvalidInputException("", "must be a JSON object");
    }

    private QuoteItem line(JsonNode line, int index, Currency of) {
        String pointer = "/lines/" + index;
        refuseOthers(line, pointer, OF_LINES);
        int quantity = whole(line, pointer, "quantity");
        if (line.hasNonNull("unit_price")) {
            return new QuoteItem(
                    index + 1L,
                    line.hasNonNull("variant_id") ? id(line, pointer, "variant_id") : 0,
                    line.hasNonNull("product_id") ? id(line, pointer, "product_id") : 0,
                    text(line, pointer, "category"),
                    quantity,
                    Amounts.money(
                            pointer + "/unit_price", line.get("unit_price").asText(), of),
                    minUnitPrice(line, pointer, of),
                    null);
        }
        String sku = text(line, pointer, "sku");
        Sold found = find(sku == null ? Long.toString(id(line, pointer, "variant_id")) : "sku:" + sku);
        Money price = found.variant().price();
        if (!price.currency().equals(of)) {
            throw new InvalidInputException(pointer, "is sold in " + price.currency() + ", not in " + of);
        }
        return new QuoteItem(
                index + 1L,
                found.variant().id(),
                found.product().id(),
                found.product().category(),
                quantity,
                price,
                line.hasNonNull("min_unit_price")
                        ? minUnitPrice(line, pointer, of)
                        : found.variant().minPrice(),
                null);
    }

    private static @Nullable Money minUnitPrice(JsonNode line, String pointer, Currency of) {
        return line.hasNonNull("min_unit_price")
                ? Amounts.money(
                        pointer + "/min_unit_price", line.get("min_unit_price").asText(), of)
                : null;
    }

    private Sold find(String reference) {
        if (sold.size() > MOST_REMEMBERED) {
            sold.clear();
        }
        return sold.computeIfAbsent(reference, text -> {
            Variant variant = References.variant(shop, text);
            return new Sold(variant, shop.catalog().product(variant.productId()));
        });
    }

    private Instant at(JsonNode cart) {
        String at = text(cart, "", "at");
        try {
            return at == null ? now : OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    "/at",
                    '"' + TextTable.harmless(at) + "\" is not a time with an offset, such as 2026-11-27T00:00:00Z");
        }
    }

    private static JsonNode list(JsonNode object, String name) {
        JsonNode list = object.path(name);
        if (!list.isArray() && object.hasNonNull(name)) {
            throw new InvalidInputException("/" + name, "must be a list");
        }
        return list;
    }

    private static @Nullable String text(JsonNode object, String pointer, String name) {
        JsonNode value = object.path(name);
        if (value.isContainerNode()) {
            throw new InvalidInputException(pointer + "/" + name, "must be a string");
        }
        return object.hasNonNull(name) ? value.asText() : null;
    }

    private static int whole(JsonNode object, String pointer, String name) {
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new InvalidInputException(pointer + "/" + name, "must be an integer");
        }
        return value.intValue();
    }

    private static long id(JsonNode object, String pointer, String name) {
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw new InvalidInputException(pointer + "/" + name, "must be a positive integer");
        }
        return value.longValue();
    }

    private static String required(String pointer, @Nullable String value) {
        if (value == null) {
            throw new InvalidInputException(pointer, "is missing");
        }
        return value;
    }

    private static void refuseOthers(JsonNode object, String pointer, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new InvalidInputException(pointer + "/" + TextTable.harmless(name), "is not a known field");
            }
        });
    }
}
