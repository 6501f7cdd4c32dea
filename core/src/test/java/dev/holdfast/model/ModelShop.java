package dev.holdfast.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The whole shop in a few maps: no locks, no batches, no sweep, nothing kept that can be counted. */
final class ModelShop {
    static final int PRODUCTS = 2;
    static final int VARIANTS = 3;
    static final int MAX_ITEMS = 2;
    static final Duration HOLD = Duration.ofMinutes(15);
    static final Duration MAX_AGE = Duration.ofMinutes(40);
    static final long[] BASE_PRICES = {999, 2_500};
    static final int[] STOCK = {6, 4, 8};

    /** Variants 1 and 2 are of product 1, variant 3 is of product 2. */
    static long productOf(long variant) {
        return variant == 3 ? 2 : 1;
    }

    private record KeptAnswer(String step, String answer, Instant at) {}

    private record Order(int ordinal, String shown) {}

    /** A refusal of the model. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String code, Object... facts) {
            super(Text.refusal(code, facts), null, false, false);
        }
    }

    Instant now;
    private long[] basePrices = BASE_PRICES.clone();
    private @Nullable Long[] ownPrices = new Long[VARIANTS];
    private int[] stock = STOCK.clone();
    private Map<Long, ModelCart> carts = new TreeMap<>();
    private List<Order> orders = new ArrayList<>();
    private Map<String, ModelRule> rules = new TreeMap<>();
    private Map<String, ModelRule> archived = new TreeMap<>();
    private Map<Integer, KeptAnswer> keys = new HashMap<>();

    ModelShop(Instant now) {
        this.now = now;
    }

    private ModelShop copy() {
        ModelShop copy = new ModelShop(now);
        copy.basePrices = basePrices.clone();
        copy.ownPrices = ownPrices.clone();
        copy.stock = stock.clone();
        carts.forEach((id, cart) -> copy.carts.put(id, cart.copy()));
        copy.orders = new ArrayList<>(orders);
        copy.rules = new TreeMap<>(rules);
        copy.archived = new TreeMap<>(archived);
        copy.keys = new HashMap<>(keys);
        return copy;
    }

    /** Does a step, and answers what a shop should. */
    String apply(Step step) {
        return switch (step.mode()) {
            case PLAIN, HOST_COMMITS -> decide(step);
            case HOST_ROLLS_BACK -> copy().decide(step);
            case KEYED -> keyed(step);
        };
    }

    private String keyed(Step step) {
        int key = step.number() % Step.KEYS;
        String asked = asked(step);
        KeptAnswer kept = keys.get(key);
        if (kept == null) {
            String answer = decide(step);
            keys.put(key, new KeptAnswer(asked, answer, now));
            return answer;
        }
        return kept.step().equals(asked)
                ? "again " + kept.answer()
                : Text.refusal("idempotency_key_reused", "idempotency_key", "k" + key);
    }

    /** What a keyed step asks for; few words, so that the same is asked for twice now and then. */
    String asked(Step step) {
        return step.kind() + " " + cartId(step);
    }

    private String decide(Step step) {
        try {
            return answer(step);
        } catch (Refused e) {
            return e.getMessage();
        }
    }

    private String answer(Step step) {
        return switch (step.kind()) {
            case CREATE_CART -> createCart(step);
            case PUT -> put(step);
            case CHANGE_ITEM -> changeItem(step);
            case REMOVE_ITEM -> removeItem(step);
            case EXTEND -> extend(step);
            case CHANGE_CART -> changeCart(step);
            case DELETE_CART -> deleteCart(step);
            case CHECKOUT -> checkOut(step);
            case SHOW_CART -> cart(step).show(now);
            case SHOW_VARIANT -> showVariant(step.item() + 1L);
            case SHOW_ORDER ->
                orders.isEmpty()
                        ? "no orders"
                        : orders.get(step.number() % orders.size()).shown();
            case QUOTE -> quote(step);
            case RECEIVE -> move(step, step.choose(1, 2, 5));
            case ADJUST -> move(step, step.choose(-1, -2, -5, 1));
            case BASE_PRICE -> basePrice(step);
            case OWN_PRICE -> ownPrice(step);
            case ADD_RULE -> addRule(step);
            case CHANGE_RULE -> changeRule(step);
            case ARCHIVE_RULE -> archiveRule(step);
            case ADVANCE -> {
                now = now.plusSeconds(step.seconds());
                // Swept or not: a key is as good as new when its answer is this old.
                keys.values()
                        .removeIf(kept -> kept.at().plus(Duration.ofHours(24)).isBefore(now));
                yield now.toString();
            }
            case SWEEP -> "nothing expired is held";
            case RESTART -> "restarted";
        };
    }

    /** The cart that a step means. */
    long cartId(Step step) {
        return step.cart() == Step.NO_CART ? 1_000_000 : carts.size() - step.cart() % Math.max(1, carts.size());
    }

    int carts() {
        return carts.size();
    }

    int orders() {
        return orders.size();
    }

    /** Units that nothing holds. */
    int free(long variant) {
        return stock[(int) variant - 1] - reserved(variant);
    }

    private int reserved(long variant) {
        return carts.values().stream()
                .filter(cart -> cart.status.equals("open"))
                .mapToInt(cart -> cart.held(variant, now))
                .sum();
    }

    private long price(long variant) {
        Long own = ownPrices[(int) variant - 1];
        return own == null ? basePrices[(int) productOf(variant) - 1] : own;
    }

    private ModelCart cart(Step step) {
        ModelCart cart = carts.get(cartId(step));
        if (cart == null) {
            throw new Refused("cart_not_found", "cart_id", cartId(step));
        }
        return cart;
    }

    private ModelCart openCart(Step step) {
        ModelCart cart = cart(step);
        if (cart.order != null) {
            throw new Refused("cart_closed", "cart_id", cart.id, "status", cart.status, "order_id", "#" + cart.order);
        }
        if (!cart.status.equals("open")) {
            throw new Refused("cart_closed", "cart_id", cart.id, "status", cart.status);
        }
        return cart;
    }

    private String createCart(Step step) {
        ModelCart cart = new ModelCart(carts.size() + 1L, now, List.copyOf(rules.values()));
        cart.user = RealShop.user(step);
        cart.tier = step.tier();
        cart.codes = step.code() == null ? List.of() : List.of(step.code());
        carts.put(cart.id, cart);
        return cart.show(now);
    }

    private String put(Step step) {
        if (step.quantity() < 1) {
            throw new Refused("validation_failed");
        }
        ModelCart cart = openCart(step);
        boolean created = hold(cart, step.item() + 1L, step.quantity());
        if (step.tier() != null) {
            cart.tier = step.tier();
        }
        if (step.code() != null && cart.codes.stream().noneMatch(step.code()::equalsIgnoreCase)) {
            List<String> codes = new ArrayList<>(cart.codes);
            codes.add(step.code());
            cart.codes = codes;
        }
        return priced(cart) + " put " + cart.itemOf(step.item() + 1L) + (created ? " new" : "");
    }

    private boolean hold(ModelCart cart, long variant, int quantity) {
        Integer item = cart.itemOf(variant);
        ModelCart.Line line = item == null ? null : cart.lines.get(item);
        if (line == null && cart.lines.size() >= MAX_ITEMS) {
            throw new Refused("cart_full", "cart_id", cart.id, "limit", MAX_ITEMS);
        }
        int mine = cart.held(variant, now);
        if (quantity - mine > Math.max(0, free(variant))) {
            throw new Refused(
                    "insufficient_stock",
                    "variant_id",
                    variant,
                    "requested",
                    quantity,
                    "available",
                    mine + free(variant));
        }
        boolean held = line != null && line.isHeld(now);
        if (line != null && held) {
            cart.lines.put(
                    item,
                    new ModelCart.Line(
                            variant, line.product(), quantity, line.unitPrice(), line.since(), renewed(line)));
        } else {
            int id = item == null ? ++cart.lastItem : item;
            cart.lines.put(
                    id, new ModelCart.Line(variant, productOf(variant), quantity, price(variant), now, now.plus(HOLD)));
        }
        return !held;
    }

    private Instant renewed(ModelCart.Line line) {
        Instant until = now.plus(HOLD);
        Instant latest = line.since().plus(MAX_AGE);
        until = until.isAfter(latest) ? latest : until;
        return until.isAfter(line.until()) ? until : line.until();
    }

    /** Priced anew by what counts now. */
    private String priced(ModelCart cart) {
        cart.book = List.copyOf(rules.values());
        cart.pricedAt = now;
        cart.updatedAt = now;
        return cart.show(now);
    }

    private String changeItem(Step step) {
        if (step.quantity() < 1) {
            throw new Refused("validation_failed");
        }
        ModelCart cart = openCart(step);
        hold(cart, item(cart, step).variant(), step.quantity());
        return priced(cart);
    }

    private static ModelCart.Line item(ModelCart cart, Step step) {
        int id = step.item() + 1;
        ModelCart.Line line = cart.lines.get(id);
        if (line == null) {
            throw new Refused("item_not_found", "item_id", id);
        }
        return line;
    }

    private String removeItem(Step step) {
        ModelCart cart = openCart(step);
        item(cart, step);
        cart.lines.remove(step.item() + 1);
        return priced(cart);
    }

    private String extend(Step step) {
        ModelCart cart = openCart(step);
        cart.lines.replaceAll((item, line) -> line.isHeld(now)
                ? new ModelCart.Line(
                        line.variant(), line.product(), line.quantity(), line.unitPrice(), line.since(), renewed(line))
                : line);
        return cart.show(now);
    }

    private String changeCart(Step step) {
        ModelCart cart = openCart(step);
        cart.tier = step.tier();
        if (step.code() != null) {
            cart.codes = List.of(step.code());
        }
        return priced(cart);
    }

    private String deleteCart(Step step) {
        ModelCart cart = openCart(step);
        cart.lines.clear();
        cart.status = "deleted";
        cart.updatedAt = now;
        return cart.show(now);
    }

    /** What the caller of a checkout expects to pay: the truth, a cent more, or nothing in particular. */
    @Nullable
    Long expectedTotal(Step step) {
        ModelCart cart = carts.get(cartId(step));
        int choice = step.number() % 5;
        return cart == null || choice > 1 ? null : Long.valueOf(cart.total(now) + choice);
    }

    private String checkOut(Step step) {
        Long expected = expectedTotal(step);
        ModelCart cart = openCart(step);
        if (cart.lines.isEmpty()) {
            throw new Refused("cart_empty", "cart_id", cart.id);
        }
        if (!cart.expiredAt(now).isEmpty()) {
            throw new Refused("reservation_expired", "cart_id", cart.id, "items", cart.expiredAt(now));
        }
        String user = RealShop.user(step);
        if (user != null && cart.user != null && !user.equals(cart.user)) {
            throw new Refused("validation_failed");
        }
        long total = cart.total(now);
        if (expected != null && expected != total) {
            throw new Refused(
                    "price_changed",
                    "expected_total",
                    Text.cents(expected),
                    "total",
                    Text.cents(total),
                    "currency",
                    "USD");
        }
        cart.user = user == null ? cart.user : user;
        int ordinal = orders.size() + 1;
        String shown = Text.order(
                ordinal, cart.id, cart.user, cart.items(now, false), Text.sums(cart.subtotal(now), total), now);
        orders.add(new Order(ordinal, shown));
        cart.lines.values().forEach(line -> stock[(int) line.variant() - 1] -= line.quantity());
        cart.order = ordinal;
        cart.status = "checked_out";
        cart.updatedAt = now;
        return shown;
    }

    private String showVariant(long variant) {
        return Text.variant(variant, price(variant), stock[(int) variant - 1], reserved(variant));
    }

    private String quote(Step step) {
        long variant = step.item() + 1L;
        int quantity = 1 + step.number() % 4;
        List<ModelPrices.PricedLine> lines = List.of(
                new ModelPrices.PricedLine(1, productOf(variant), quantity, price(variant)),
                new ModelPrices.PricedLine(2, productOf(3), 1, price(3)));
        List<String> codes = step.code() == null ? List.of() : List.of(step.code());
        Map<Integer, Long> totals = ModelPrices.totals(lines, rules.values(), step.tier(), codes, now);
        return Text.sums(
                lines.stream()
                        .mapToLong(line -> line.quantity() * line.unitPrice())
                        .sum(),
                totals.get(1) + totals.get(2));
    }

    private String move(Step step, int units) {
        long variant = step.item() + 1L;
        if (-units > Math.max(0, free(variant))) {
            throw new Refused(
                    "insufficient_stock", "variant_id", variant, "requested", -units, "available", free(variant));
        }
        stock[(int) variant - 1] += units;
        return "moved " + units + " stock " + stock[(int) variant - 1];
    }

    private String basePrice(Step step) {
        int product = step.item() % PRODUCTS;
        basePrices[product] = step.number() % 3_000;
        return "product " + (product + 1) + " at " + Text.cents(basePrices[product]);
    }

    private String ownPrice(Step step) {
        ownPrices[step.item()] = step.number() % 4 == 0 ? null : Long.valueOf(step.number() % 2_000);
        return showVariant(step.item() + 1L);
    }

    private String addRule(Step step) {
        ModelRule rule = ModelRule.of(step, 1, now);
        if (rules.containsKey(rule.code()) || archived.containsKey(rule.code())) {
            throw new Refused("code_taken", "code", rule.code());
        }
        rules.put(rule.code(), rule);
        return rule.code() + " revision 1";
    }

    private ModelRule rule(Step step) {
        ModelRule rule = rules.get(ModelRule.code(step));
        if (rule == null) {
            throw new Refused("rule_not_found", "code", ModelRule.code(step));
        }
        return rule;
    }

    /** The rule that a step means as it stands, or another one. */
    ModelRule ruleOr(Step step, ModelRule other) {
        return rules.getOrDefault(ModelRule.code(step), other);
    }

    private String changeRule(Step step) {
        ModelRule before = rule(step);
        ModelRule after = ModelRule.of(step, before.revision() + 1, now);
        after = after.sameAs(before) ? before : after;
        rules.put(after.code(), after);
        return after.code() + " revision " + after.revision();
    }

    private String archiveRule(Step step) {
        ModelRule last = rule(step);
        rules.remove(last.code());
        archived.put(last.code(), last);
        return last.code() + " revision " + last.revision() + " archived";
    }
}
