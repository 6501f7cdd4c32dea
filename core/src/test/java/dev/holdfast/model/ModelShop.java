package dev.holdfast.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole shop in a few maps: no locks, no batches, nothing kept that can be counted. A sweep only forgets carts that
 * are empty and old, and gives what nothing holds to those who wait.
 */
final class ModelShop {
    static final int PRODUCTS = 2;
    static final int VARIANTS = 3;
    static final String ACTIVE = "active";
    static final int MAX_ITEMS = 2;
    static final int UNITS_PER_CART = 8;
    static final int UNITS_PER_USER = 10;
    static final int ITEMS_PER_USER = 4;
    static final Duration HOLD = Duration.ofMinutes(15);
    static final Duration MAX_AGE = Duration.ofMinutes(40);
    static final Duration EMPTY_CART_AGE = Duration.ofHours(24);
    static final long[] BASE_PRICES = {999, 2_500};
    static final Map<String, int[]> STOCK = Map.of(
            "berlin", new int[] {2, 3, 1}, ModelPlaces.DEFAULT, new int[] {4, 3, 6}, "hamburg", new int[] {3, 0, 2});

    // No id of one thing is that of another.
    static final long FIRST_VARIANT = 11;
    static final long FIRST_PRODUCT = 21;
    static final long FIRST_CART = 101;

    /** The nth variant, from 0. */
    static long variant(int number) {
        return FIRST_VARIANT + number;
    }

    /** The last variant is of the second product, the others are of the first. */
    static long productOf(long variant) {
        return variant == variant(VARIANTS - 1) ? FIRST_PRODUCT + 1 : FIRST_PRODUCT;
    }

    static int index(long variant) {
        return (int) (variant - FIRST_VARIANT);
    }

    private record KeptAnswer(String step, String answer, Instant at) {}

    Instant now;
    ModelCarts carts = new ModelCarts(this);
    ModelRules rules = new ModelRules(this);
    ModelCodes codes = new ModelCodes(this);
    ModelLimits limits = new ModelLimits(this);
    final ModelHolds holds = new ModelHolds(this);
    final ModelGifts gifts = new ModelGifts(this);
    ModelOrders orders = new ModelOrders(this);
    ModelSessions sessions = new ModelSessions(this);
    ModelStock stock = new ModelStock(this);
    ModelPlaces places = new ModelPlaces(this);
    ModelBackorders backorders = new ModelBackorders(this);
    final ModelCheckout checkout = new ModelCheckout(this);

    private long[] basePrices = BASE_PRICES.clone();
    private @Nullable Long[] ownPrices = new Long[VARIANTS];
    private @Nullable Long[] minPrices = new Long[VARIANTS];
    private String[] statuses = {ACTIVE, ACTIVE};
    private final Map<Integer, KeptAnswer> keys = new HashMap<>();

    ModelShop(Instant now) {
        this.now = now;
    }

    private ModelShop copy() {
        ModelShop copy = new ModelShop(now);
        copy.carts = carts.copy(copy);
        copy.rules = rules.copy(copy);
        copy.codes = codes.copy(copy);
        copy.limits = limits.copy(copy);
        copy.orders = orders.copy(copy);
        copy.sessions = sessions.copy(copy);
        copy.basePrices = basePrices.clone();
        copy.ownPrices = ownPrices.clone();
        copy.minPrices = minPrices.clone();
        copy.stock = stock.copy(copy);
        copy.places = places.copy(copy);
        copy.backorders = backorders.copy(copy);
        copy.statuses = statuses.clone();
        copy.keys.putAll(keys);
        return copy;
    }

    /** Does a step, and answers what a shop should. */
    String apply(Step step) {
        return switch (step.mode()) {
            case PLAIN, LISTED, HOST_COMMITS -> decide(step);
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
        return step.kind() + " " + carts.id(step);
    }

    private String decide(Step step) {
        try {
            return answer(step);
        } catch (Refused e) {
            return e.getMessage();
        }
    }

    private String answer(Step step) {
        orders.endOverdue();
        return switch (step.kind()) {
            case CREATE_CART -> carts.create(step);
            case PUT -> carts.put(step);
            case PUT_ALL -> carts.putAll(step);
            case CHANGE_ITEM -> carts.changeItem(step);
            case REMOVE_ITEM -> carts.removeItem(step);
            case EXTEND -> carts.extend(step);
            case CHANGE_CART -> carts.change(step);
            case SET_ATTRIBUTE -> carts.setAttribute(step);
            case SET_CHARGE -> carts.setCharge(step);
            case REMOVE_CHARGE -> carts.removeCharge(step);
            case DELETE_CART -> carts.delete(step);
            case CHECKOUT -> checkout.checkOut(step);
            case BEGIN_SESSION -> sessions.begin(step);
            case COMPLETE_SESSION -> sessions.complete(step);
            case CANCEL_SESSION -> sessions.cancel(step);
            case PAY_SESSION -> sessions.pay(step);
            case SHOW_SESSION -> sessions.show(step);
            case SHOW_CART -> carts.show(carts.cart(step));
            case SHOW_VARIANT -> showVariant(variant(step.item()));
            case CANCEL_ORDER -> orders.cancel(step);
            case RETURN_UNITS -> orders.takeBack(step);
            case FULFIL_ORDER -> orders.fulfil(step);
            case PAY_ORDER -> orders.pay(step);
            case SHOW_ORDER -> orders.show(step);
            case SHOW_CODE -> codes.show(step);
            case QUOTE -> quote(step);
            case RECEIVE -> stock.move(step, step.choose(1, 2, 5));
            case ADJUST -> stock.move(step, step.choose(-1, -2, -5, 1));
            case SET_STOCK -> stock.set(step);
            case SEND_UNITS -> stock.send(step);
            case RECEIVE_UNITS -> stock.receive(step);
            case SHOW_STOCK -> stock.showLevels(variant(step.item()));
            case BASE_PRICE -> basePrice(step);
            case OWN_PRICE -> ownPrice(step);
            case MIN_PRICE -> minPrice(step);
            case PRODUCT_STATUS -> productStatus(step);
            case LIMITS -> limits.change(step);
            case SAFETY_STOCK -> stock.keepBack(step);
            case BACKORDER_LIMIT -> backorders.limit(step);
            case PREORDER -> backorders.takePreorders(step);
            case TRACK -> stock.track(step);
            case SWITCH_SELLS -> places.change(step);
            case ADD_RULE -> rules.add(step);
            case CHANGE_RULE -> rules.change(step);
            case ARCHIVE_RULE -> rules.archive(step);
            case ADD_CODE -> codes.add(step);
            case CHANGE_CODE -> codes.change(step);
            case RETIRE_CODE -> codes.retire(step);
            case ADVANCE -> {
                now = now.plusSeconds(step.seconds());
                // Swept or not: a key is as good as new when its answer is this old.
                keys.values()
                        .removeIf(kept -> kept.at().plus(Duration.ofHours(24)).isBefore(now));
                yield now.toString();
            }
            case SWEEP -> {
                carts.forgetEmpty();
                backorders.fillAll();
                yield "nothing expired is held";
            }
            case RESTART -> "restarted";
        };
    }

    private String productStatus(Step step) {
        int product = step.item() % PRODUCTS;
        statuses[product] = step.productStatus();
        return "product " + (FIRST_PRODUCT + product) + " " + statuses[product];
    }

    boolean isOnSale(long variant) {
        return statuses[(int) (productOf(variant) - FIRST_PRODUCT)].equals(ACTIVE);
    }

    /** Refuses a variant that is not for sale. */
    void requireOnSale(long variant) {
        if (!isOnSale(variant)) {
            throw new Refused(
                    "product_not_active",
                    "variant_id",
                    variant,
                    "sku",
                    "SKU-" + index(variant),
                    "product_status",
                    statuses[(int) (productOf(variant) - FIRST_PRODUCT)]);
        }
    }

    /** Units that the next buyer can have, on hand or to wait for. */
    int free(long variant) {
        return places.available(variant, places.selling());
    }

    long price(long variant) {
        Long own = ownPrices[index(variant)];
        return own == null ? basePrices[(int) (productOf(variant) - FIRST_PRODUCT)] : own;
    }

    @Nullable
    Long minPrice(long variant) {
        return minPrices[index(variant)];
    }

    private String showVariant(long variant) {
        return Text.variant(
                variant,
                price(variant),
                minPrice(variant),
                stock.total(variant),
                holds.reserved(variant),
                free(variant));
    }

    private String quote(Step step) {
        requireOnSale(variant(step.item()));
        requireOnSale(variant(VARIANTS - 1));
        List<ModelPrices.PricedLine> lines =
                List.of(quoted(1, variant(step.item()), 1 + step.number() % 4), quoted(2, variant(VARIANTS - 1), 1));
        List<String> typed = step.code() == null ? List.of() : List.of(step.code());
        ModelPrices prices = new ModelPrices(
                new ModelPrices.Basket(
                        lines,
                        step.quotedCharges(),
                        step.tier(),
                        typed,
                        step.channel() == null ? Map.of() : Map.of("channel", step.channel()),
                        codes.obtainable(0, step.user(), typed, now).atMost(),
                        orders.placedBy(step.user(), 0),
                        now),
                rules.book());
        return Text.sums(prices.subtotal(), prices.chargeTotal(), prices.total());
    }

    private ModelPrices.PricedLine quoted(int id, long variant, int quantity) {
        return new ModelPrices.PricedLine(
                id, variant, productOf(variant), quantity, price(variant), minPrice(variant), null);
    }

    private String basePrice(Step step) {
        int product = step.item() % PRODUCTS;
        long price = step.number() % 3_000;
        for (int variant = 0; variant < VARIANTS; variant++) {
            if (productOf(variant(variant)) == FIRST_PRODUCT + product && ownPrices[variant] == null) {
                requireAbove(price, minPrices[variant]);
            }
        }
        basePrices[product] = price;
        return "product " + (FIRST_PRODUCT + product) + " at " + Text.cents(basePrices[product]);
    }

    private String ownPrice(Step step) {
        long variant = variant(step.item());
        Long own = step.number() % 4 == 0 ? null : Long.valueOf(step.number() % 2_000);
        requireAbove(own == null ? basePrices[(int) (productOf(variant) - FIRST_PRODUCT)] : own, minPrice(variant));
        ownPrices[step.item()] = own;
        return showVariant(variant);
    }

    private String minPrice(Step step) {
        long variant = variant(step.item());
        requireAbove(price(variant), step.minPrice());
        minPrices[step.item()] = step.minPrice();
        return showVariant(variant);
    }

    private static void requireAbove(long price, @Nullable Long minPrice) {
        if (minPrice != null && minPrice > price) {
            throw new Refused("validation_failed");
        }
    }
}
