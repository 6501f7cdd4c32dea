package dev.holdfast.model;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.IdempotentAnswer;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.cart.PutResult;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.Order;
import dev.holdfast.checkout.ReservationExpiredException;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.pricing.PricingRule;
import dev.holdfast.pricing.Quote;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.RuleRevision;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The real shop behind the words of the model: several servers on one database, in a schema of its own. */
final class RealShop {
    private static final Currency USD = Currency.getInstance("USD");

    final TestShop shop = new TestShop();
    private final List<Holdfast> servers = new ArrayList<>();
    private final Map<Long, Integer> ordinals = new HashMap<>();
    private final List<Long> orders = new ArrayList<>();

    RealShop() {
        for (int i = 0; i < Step.SERVERS; i++) {
            servers.add(start());
        }
        for (long price : ModelShop.BASE_PRICES) {
            servers.get(0).catalog().addProduct(NewProduct.of("Product", new Money(price, USD)));
        }
        for (int i = 0; i < ModelShop.VARIANTS; i++) {
            servers.get(0)
                    .catalog()
                    .addVariant(NewVariant.of(ModelShop.productOf(i + 1L), "SKU-" + i, ModelShop.STOCK[i]));
        }
    }

    private Holdfast start() {
        return shop.builder()
                .reservationTime(ModelShop.HOLD)
                .maxReservationAge(ModelShop.MAX_AGE)
                .maxItemsPerCart(ModelShop.MAX_ITEMS)
                .build();
    }

    static @Nullable String user(Step step) {
        return step.number() % 3 == 0 ? "user-" + step.number() % 2 : null;
    }

    /** Does a step, and answers what the shop did; {@code model} says what the step's numbers mean, nothing else. */
    String apply(Step step, ModelShop model) throws SQLException {
        Holdfast server = servers.get(step.server());
        return switch (step.mode()) {
            case PLAIN -> answer(server, step, model);
            case KEYED -> keyed(server, step, model);
            case HOST_COMMITS, HOST_ROLLS_BACK -> inHost(server, step, model);
        };
    }

    private String inHost(Holdfast server, Step step, ModelShop model) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            int ordersBefore = orders.size();
            String answer = answer(server.within(connection), step, model);
            if (step.mode() == Step.Mode.HOST_COMMITS) {
                connection.commit();
            } else {
                connection.rollback();
                while (orders.size() > ordersBefore) {
                    ordinals.remove(orders.remove(orders.size() - 1));
                }
            }
            return answer;
        }
    }

    private String keyed(Holdfast server, Step step, ModelShop model) {
        String key = "k" + step.number() % Step.KEYS;
        AnswerEncoder<String> encoder = new AnswerEncoder<>() {
            @Override
            public String accepted(String answer) {
                return answer;
            }

            @Override
            public String refused(HoldfastException refusal) {
                return refusal(refusal);
            }
        };
        try {
            IdempotentAnswer answer = server.idempotent(
                    new IdempotencyKey("model", key, model.asked(step)), encoder, joined -> run(joined, step, model));
            return answer.replayed() ? "again " + answer.text() : answer.text();
        } catch (HoldfastException e) {
            return refusal(e);
        }
    }

    private String answer(Holdfast server, Step step, ModelShop model) {
        try {
            return run(server, step, model);
        } catch (HoldfastException e) {
            return refusal(e);
        }
    }

    private String refusal(HoldfastException e) {
        Map<String, Object> facts = new HashMap<>(e.facts());
        if (e instanceof ReservationExpiredException expired) {
            facts.put(
                    "items",
                    expired.items().stream()
                            .map(item -> Text.expired(item.id(), item.variantId(), item.quantity(), item.expiredAt()))
                            .toList());
        }
        facts.computeIfPresent("order_id", (name, id) -> "#" + ordinals.get(id));
        return Text.refusal(e.code(), facts);
    }

    private String run(Holdfast server, Step step, ModelShop model) {
        long cart = model.cartId(step);
        long variant = step.item() + 1L;
        return switch (step.kind()) {
            case CREATE_CART ->
                show(server.carts()
                        .create(new NewCart(
                                user(step),
                                step.tier(),
                                step.code() == null ? List.of() : List.of(step.code()),
                                null)));
            case PUT -> {
                PutResult put =
                        server.carts().put(cart, new PutItem(variant, step.quantity(), step.tier(), step.code()));
                yield show(put.cart()) + " put " + put.itemId() + (put.created() ? " new" : "");
            }
            case CHANGE_ITEM -> show(server.carts().changeItem(cart, step.item() + 1, step.quantity()));
            case REMOVE_ITEM -> show(server.carts().removeItem(cart, step.item() + 1));
            case EXTEND -> show(server.carts().extend(cart));
            case CHANGE_CART ->
                show(server.carts()
                        .change(
                                cart,
                                new CartChange(
                                        Patch.keep(),
                                        Patch.set(step.tier()),
                                        step.code() == null ? Patch.keep() : Patch.set(List.of(step.code())))));
            case DELETE_CART -> show(server.carts().delete(cart));
            case CHECKOUT -> {
                Long total = model.expectedTotal(step);
                yield show(server.checkout()
                        .place(new CheckoutRequest(cart, user(step), total == null ? null : new Money(total, USD))));
            }
            case SHOW_CART -> show(server.carts().get(cart));
            case SHOW_ORDER ->
                orders.isEmpty() ? "no orders" : show(server.orders().get(orders.get(step.number() % orders.size())));
            case SHOW_VARIANT -> show(server.catalog().variant(variant));
            case QUOTE -> quote(server, step);
            case RECEIVE -> moved(server.inventory().receive(variant, step.choose(1, 2, 5), null));
            case ADJUST -> moved(server.inventory().adjust(variant, step.choose(-1, -2, -5, 1), "counted", null));
            case SWEEP -> {
                server.sweeper().sweep(SweepOptions.defaults().withBatch(1 + step.number() % 3));
                yield shop.count("select count(*) from #cart_items where reserved_until <= '" + shop.clock.instant()
                                        + "'")
                                == 0
                        ? "nothing expired is held"
                        : "something expired is held";
            }
            case ADVANCE -> {
                shop.clock.advance(Duration.ofSeconds(step.seconds()));
                yield shop.clock.instant().toString();
            }
            case RESTART -> {
                servers.set(step.server(), start());
                yield "restarted";
            }
            case BASE_PRICE, OWN_PRICE, ADD_RULE, CHANGE_RULE, ARCHIVE_RULE -> administer(server, step, model);
        };
    }

    private String administer(Holdfast server, Step step, ModelShop model) {
        return switch (step.kind()) {
            case BASE_PRICE -> {
                var product = server.catalog()
                        .changeProduct(
                                1L + step.item() % ModelShop.PRODUCTS,
                                ProductChange.none().withBasePrice(new Money(step.number() % 3_000, USD)));
                yield "product " + product.id() + " at "
                        + Text.cents(product.basePrice().minor());
            }
            case OWN_PRICE ->
                show(server.catalog()
                        .changeVariant(
                                step.item() + 1L,
                                VariantChange.none()
                                        .withPrice(
                                                step.number() % 4 == 0
                                                        ? null
                                                        : new Money(step.number() % 2_000, USD))));
            case ADD_RULE ->
                revision(server.pricing()
                        .add(PricingRule.fromJson(
                                ModelRule.of(step, 1, shop.clock.instant()).json(), USD)));
            case CHANGE_RULE -> revision(server.pricing().change(ModelRule.code(step), patch(step, model)));
            case ARCHIVE_RULE -> revision(server.pricing().archive(ModelRule.code(step)));
            default -> throw new IllegalArgumentException(step.toString());
        };
    }

    private String patch(Step step, ModelShop model) {
        ModelRule after = ModelRule.of(step, 1, shop.clock.instant());
        return after.patch(model.ruleOr(step, after));
    }

    private static String quote(Holdfast server, Step step) {
        Quote quote = server.pricing()
                .quote(new QuoteRequest(
                        List.of(
                                new QuoteRequest.Line(step.item() + 1L, 1 + step.number() % 4),
                                new QuoteRequest.Line(3, 1)),
                        USD,
                        null,
                        step.tier(),
                        step.code() == null ? List.of() : List.of(step.code())));
        return Text.sums(quote.subtotal().minor(), quote.total().minor());
    }

    private static String revision(RuleRevision rule) {
        return rule.rule().code() + " revision " + rule.revision() + (rule.archived() ? " archived" : "");
    }

    private static String moved(LedgerEntry entry) {
        return "moved " + entry.stockDelta() + " stock " + entry.stockAfter();
    }

    private static String show(Variant variant) {
        return Text.variant(variant.id(), variant.price().minor(), variant.stockQuantity(), variant.reservedQuantity());
    }

    private String show(Cart cart) {
        return Text.cart(
                cart.id(),
                cart.status().word(),
                cart.userId(),
                cart.userTier(),
                cart.promoCodes(),
                cart.items().stream()
                        .map(item -> Text.item(
                                item.id(),
                                item.variantId(),
                                item.quantity(),
                                item.unitPrice().minor(),
                                item.total().minor(),
                                item.reservedUntil()))
                        .toList(),
                cart.expiredItems().stream()
                        .map(item -> Text.expired(item.id(), item.variantId(), item.quantity(), item.expiredAt()))
                        .toList(),
                sums(cart.subtotal(), cart.discountTotal(), cart.total()),
                cart.orderId() == null ? null : ordinals.get(cart.orderId()),
                cart.createdAt(),
                cart.updatedAt());
    }

    private String show(Order order) {
        if (!ordinals.containsKey(order.id())) {
            orders.add(order.id());
            ordinals.put(order.id(), orders.size());
        }
        return Text.order(
                Objects.requireNonNull(ordinals.get(order.id())),
                order.cartId(),
                order.userId(),
                order.items().stream()
                        .map(item -> Text.item(
                                item.id(),
                                item.variantId(),
                                item.quantity(),
                                item.unitPrice().minor(),
                                item.total().minor(),
                                null))
                        .toList(),
                sums(order.subtotal(), order.discountTotal(), order.total()),
                order.placedAt());
    }

    private static String sums(Money subtotal, Money discount, Money total) {
        String sums = Text.sums(subtotal.minor(), total.minor());
        return subtotal.minus(discount).equals(total) ? sums : sums + " with a discount of " + discount;
    }
}
