package dev.holdfast.model;

import dev.holdfast.Patch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to do to a shop. Numbers stand for what is there when it is done, so that a sequence of steps means
 * something whichever of them are left out.
 *
 * @param kind what to do
 * @param mode on whose transaction
 * @param server which of the shop's servers is asked
 * @param cart counts back from the newest cart; {@link #NO_CART} for one that is not there
 * @param item a variant, or the id of a line
 * @param number a quantity, an amount, a time: what the kind makes of it
 * @param tier a tier, or null
 * @param code a promo code, or null
 */
record Step(
        Kind kind,
        Mode mode,
        int server,
        int cart,
        int item,
        int number,
        @Nullable String tier,
        @Nullable String code) {

    static final int NO_CART = 99;
    static final int SERVERS = 3;
    static final int KEYS = 4;

    /** What can be done, and how often it is, compared with the others. */
    enum Kind {
        CREATE_CART(3),
        PUT(28),
        PUT_ALL(8),
        CHANGE_ITEM(9),
        REMOVE_ITEM(8),
        EXTEND(8),
        CHANGE_CART(6),
        SET_ATTRIBUTE(3),
        SET_CHARGE(4),
        REMOVE_CHARGE(2),
        DELETE_CART(2),
        BEGIN_SESSION(11),
        CHECKOUT(14),
        COMPLETE_SESSION(11),
        CANCEL_SESSION(3),
        PAY_SESSION(4),
        CANCEL_ORDER(5),
        RETURN_UNITS(4),
        FULFIL_ORDER(4),
        PAY_ORDER(5),
        RECEIVE_UNITS(5),
        SHOW_CART(6),
        SHOW_VARIANT(4),
        SHOW_STOCK(4),
        SHOW_ORDER(4),
        SHOW_SESSION(3),
        SHOW_CODE(3),
        QUOTE(3),
        RECEIVE(4),
        ADJUST(4),
        SET_STOCK(3),
        SEND_UNITS(7),
        BASE_PRICE(3),
        OWN_PRICE(3),
        MIN_PRICE(3),
        PRODUCT_STATUS(4),
        LIMITS(5),
        SAFETY_STOCK(3),
        BACKORDER_LIMIT(6),
        PREORDER(6),
        TRACK(3),
        SWITCH_SELLS(3),
        ADD_RULE(6),
        CHANGE_RULE(4),
        ARCHIVE_RULE(1),
        ADD_CODE(4),
        CHANGE_CODE(3),
        RETIRE_CODE(1),
        ADVANCE(12),
        SWEEP(4),
        RESTART(2);

        final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        /** The same where all is about orders that wait: no rules, codes and prices, and more that moves units. */
        int weightOfWaiting() {
            return switch (this) {
                case ADD_RULE, CHANGE_RULE, ARCHIVE_RULE, ADD_CODE, CHANGE_CODE, RETIRE_CODE, SHOW_CODE -> 0;
                case BASE_PRICE, OWN_PRICE, MIN_PRICE, PRODUCT_STATUS, LIMITS, QUOTE, SET_CHARGE, SET_ATTRIBUTE -> 0;
                case CREATE_CART, CHECKOUT -> 3 * weight;
                case CANCEL_ORDER, RETURN_UNITS, FULFIL_ORDER, RECEIVE, SWEEP -> 2 * weight;
                default -> weight;
            };
        }

        boolean isCommand() {
            return compareTo(PUT) >= 0 && compareTo(CHECKOUT) <= 0
                    || compareTo(RECEIVE) >= 0 && compareTo(SEND_UNITS) <= 0;
        }

        /**
         * Whether it is a command about an order, a session or a transfer, which is not listed: it may come of the same list.
         */
        boolean isOfOrder() {
            return compareTo(COMPLETE_SESSION) >= 0 && compareTo(RECEIVE_UNITS) <= 0;
        }

        /** Whether it is a command about a checkout session. */
        boolean isOfSession() {
            return this == BEGIN_SESSION || compareTo(COMPLETE_SESSION) >= 0 && compareTo(PAY_SESSION) <= 0;
        }
    }

    /** On whose transaction a command runs. */
    enum Mode {
        PLAIN,
        KEYED,
        HOST_COMMITS,
        HOST_ROLLS_BACK,
        /** Together with those before and behind it that are listed as well: all of them are one list of commands. */
        LISTED
    }

    /** One of the choices, by {@link #number}. */
    int choose(int... choices) {
        return choices[number % choices.length];
    }

    /** One of the choices, by {@link #number}. */
    String choose(String... choices) {
        return choices[number % choices.length];
    }

    private static String user(int number) {
        return pick(number, "user-0", "user-1", "user-0", "user-1", "USER-1");
    }

    /** The reservation time of a new cart; null for none of its own. */
    @Nullable
    Duration reservationTime() {
        return number % 7 == 0 ? Duration.ofMinutes(7) : null;
    }

    /** The user of a new cart: mostly somebody, so that users have several. */
    @Nullable
    String owner() {
        return number % 4 > 0 ? user(number / 4) : null;
    }

    /** A buyer, or null. */
    @Nullable
    String user() {
        return number % 3 == 0 ? user(number / 3) : null;
    }

    /** What becomes of a cart's user: kept when null, else set, or emptied. */
    @Nullable
    Patch<String> newUser() {
        return number % 4 > 0 ? null : Patch.set(number % 5 == 0 ? null : user(number / 4));
    }

    /** What a cart's promo codes become; null when they are kept. */
    @Nullable
    List<String> newCodes() {
        if (code == null) {
            return number % 5 == 0 ? List.of() : null;
        }
        return number % 3 == 0 ? List.of(code, "TWO") : List.of(code);
    }

    /** The attribute {@code channel}; null when there is none. */
    @Nullable
    String channel() {
        return pick(number / 3, "web", "web", "shop", null);
    }

    /** A charge of a cart. */
    String charge() {
        return pick(item, "shipping", "wrapping", "shipping");
    }

    /** The charges of a quote. */
    Map<String, Long> quotedCharges() {
        return number % 2 == 0 ? Map.of() : Map.of(charge(), 1L * number % 1_000);
    }

    @SafeVarargs
    private static <T extends @Nullable Object> T pick(int number, T... values) {
        return values[number % values.length];
    }

    /** The quantity of a line: mostly small, sometimes what nobody can have. */
    int quantity() {
        return choose(1, 1, 1, 2, 2, 3, 4, 5, 9, 0);
    }

    /** How many variants are put at once. */
    int variants() {
        return 1 + number / 11 % ModelShop.VARIANTS;
    }

    /** The nth variant of those, each another one. */
    int variant(int nth) {
        return (item + nth) % ModelShop.VARIANTS;
    }

    /** The quantity of the nth variant. */
    int quantity(int nth) {
        return nth == 0 ? quantity() : 1 + number / (13 * nth) % 3;
    }

    /** The units that somebody counted. */
    int countedStock() {
        return choose(3, 4, 5, 6, 7, 8, 9, 0);
    }

    /** The units that were expected; null when anything is. */
    @Nullable
    Integer expectedStock() {
        return number / 8 % 3 == 0 ? Integer.valueOf(3 + number / 24 % 7) : null;
    }

    /** Where all units that are put have to come from; null, and mostly so, for anywhere. */
    @Nullable
    List<String> places() {
        return pick(
                number / 53,
                null,
                null,
                List.of("berlin"),
                null,
                List.of("hamburg", "default"),
                null,
                List.of("default"),
                null,
                List.of("berlin", "hamburg"),
                null);
    }

    /** The same of the nth variant of several. */
    @Nullable
    List<String> places(int nth) {
        return nth == 0 ? places() : null;
    }

    /** The location that begins or ceases to sell. */
    String place() {
        return pick(number / 3, "berlin", "hamburg", "berlin", "hamburg", "default");
    }

    /** Whether it sells then. */
    boolean sells() {
        return number % 3 > 0;
    }

    /** Where units are counted, and how they are sold. */
    String location() {
        return pick(number / 41, "default", "berlin", "default", "hamburg");
    }

    /** Where units are sent from. */
    String from() {
        return pick(number / 43, "default", "berlin", "default", "hamburg", "berlin");
    }

    /** Where units are sent to, now and then the same place. */
    String to() {
        return pick(number / 47, "berlin", "default", "hamburg", "default");
    }

    /** Whether units that are sent are in transit first. */
    boolean meansShipped() {
        return number / 3 % 3 > 0;
    }

    /** The units that are sent. */
    int sent() {
        return choose(1, 2, 1, 3, 5);
    }

    /** The units of a transfer that came; null for all. */
    @Nullable
    Integer receivedUnits() {
        return pick(number / 5, null, 1, 1, 2, 0);
    }

    /** The units of a transfer that were lost. */
    int lostUnits() {
        return pick(number / 31, 0, 0, 1, 0, 2);
    }

    /** The status of a product: mostly on sale, or little else would happen. */
    String productStatus() {
        return choose("active", "draft", "active", "archived", "active");
    }

    /** A minimum price, or none. */
    @Nullable
    Long minPrice() {
        return number % 3 == 0 ? null : Long.valueOf(number % 1_200);
    }

    /** Whether all that is left of an order is meant, and not some units. */
    boolean meansAll() {
        return number / 7 % 4 == 0;
    }

    /** Whether a charge of an order is meant as well. */
    boolean meansCharge() {
        return number / 5 % 5 == 0;
    }

    /** Whether units come back in a condition to be sold. */
    boolean meansSellable() {
        return number / 3 % 2 == 0;
    }

    /** Units of an order's item. */
    int units() {
        return 1 + number / 11 % 3;
    }

    /** What a payment provider reports. */
    String payment() {
        return pick(number / 2, "authorized", "captured", "captured", "failed", "refunded");
    }

    /** The reference of a payment. */
    String reference() {
        return "r" + number / 13 % 3;
    }

    /** Whether only some items of a cart are bought. */
    boolean meansSome() {
        return number / 17 % 3 == 0;
    }

    /** Whether all units of another item are bought as well. */
    boolean meansAnother() {
        return number / 23 % 3 == 0;
    }

    /** The units of an item that are bought; null for all. */
    @Nullable
    Integer chosenUnits() {
        return pick(number / 19, null, 1, 2, null);
    }

    /** How long a session is open, in seconds. */
    int sessionSeconds() {
        return pick(number / 7, 60, 600, 1_800, 1_800, 3_600, 86_400);
    }

    /** Whether the units of a session that fell short are looked for again. */
    boolean meansRetry() {
        return number / 29 % 2 == 0;
    }

    /** What is reported when a session is completed; null for nothing. */
    @Nullable
    String completingPayment() {
        return pick(number / 5, null, "captured", "captured", "authorized", "captured", "authorized", null, "failed");
    }

    /** In how many seconds an order has to be paid; null for any time. */
    @Nullable
    Integer secondsToPay() {
        return pick(number / 37, null, 1, 60, 600, null, 2_400);
    }

    /** Seconds that pass. */
    int seconds() {
        return choose(1, 30, 59, 60, 120, 300, 300, 600, 840, 899, 900, 901, 1_200, 2_400, 90_000);
    }

    /** Whether the units of a variant are counted. */
    boolean tracked() {
        return number % 3 != 0;
    }

    /** Units of a variant that are kept back. */
    int safetyStock() {
        return number % 3;
    }

    /** Units of a variant that are sold before it comes; null for no preorder. */
    @Nullable
    Integer preorderLimit() {
        return pick(number / 3, 5, 3, null, 6, 0, 4);
    }

    /** When they come: mostly soon, and now and then in the past. */
    Instant preorderedFor(Instant now) {
        return now.plusSeconds(pick(number / 19, 60, 300, 900, 2_400, 90_000, -60, 0, 600, 1_800));
    }

    /** Units of a variant that are sold beyond those on hand. */
    int backorderLimit() {
        return choose(2, 3, 0, 5, 4);
    }
}
