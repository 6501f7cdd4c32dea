package dev.holdfast.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How answers are written down, so that those of the model and of the real shop can be compared. */
final class Text {
    private Text() {}

    /** A variant of which too little is there. */
    static String shortage(Object variant, Object requested, Object available) {
        return "variant " + variant + " " + requested + " of " + available;
    }

    static String cart(
            long id,
            String status,
            @Nullable String user,
            @Nullable String tier,
            List<String> codes,
            List<String> items,
            List<String> expired,
            String rest,
            @Nullable Integer order,
            Object createdAt,
            Object updatedAt) {
        return "cart " + id + " " + status + " user=" + user + " tier=" + tier + " codes=" + codes + " items=" + items
                + " expired=" + expired + " " + rest + " order=" + order + " created " + createdAt + " updated "
                + updatedAt;
    }

    static String item(
            int id,
            long variant,
            int quantity,
            String waiting,
            List<String> parts,
            long unitPrice,
            long total,
            @Nullable String giftOf,
            @Nullable Object until) {
        return id + ": " + quantity + " of " + variant + waiting
                + (parts.isEmpty() ? "" : " from " + parts) + " at "
                + cents(unitPrice) + " = " + cents(total)
                + (giftOf == null ? "" : " given by " + giftOf) + (until == null ? "" : " until " + until);
    }

    /** Units that come from one place. */
    static String part(String place, int units, String waiting) {
        return units + " at " + place + waiting;
    }

    /** Units that are not on hand, and those of them that were promised for a time. */
    static String waiting(int units, int promised, @Nullable Object at) {
        return units == 0 ? "" : " less " + units + (promised == 0 ? "" : ", " + promised + " of them by " + at);
    }

    static String charge(String code, @Nullable String name, long amount, long total) {
        return code + " \"" + name + "\" " + cents(amount) + " = " + cents(total);
    }

    static String code(
            String name,
            String rule,
            boolean active,
            @Nullable Long uses,
            @Nullable Long usesPerUser,
            @Nullable Long budget,
            String counts,
            String amounts,
            Object createdAt,
            Object updatedAt) {
        return "code " + name + " of " + rule + (active ? "" : " off") + " limits " + uses + ", " + usesPerUser
                + " per user, " + (budget == null ? "no budget" : cents(budget)) + ": " + counts + ", " + amounts
                + " added " + createdAt + " changed " + updatedAt;
    }

    static String expired(int id, long variant, int quantity, Object at) {
        return id + ": " + quantity + " of " + variant + " at " + at;
    }

    static String sums(long subtotal, long charges, long total) {
        return cents(subtotal) + " + " + cents(charges) + " - " + cents(subtotal + charges - total) + " = "
                + cents(total);
    }

    static String order(
            int ordinal,
            long cart,
            @Nullable String user,
            List<String> items,
            String rest,
            Object placedAt,
            @Nullable Object payBy) {
        return "order #" + ordinal + " cart " + cart + " user=" + user + " items=" + items + " " + rest + " placed "
                + placedAt + (payBy == null ? "" : " to be paid by " + payBy);
    }

    static String fate(int cancelled, int fulfilled, int returned, String waiting, List<String> sources) {
        return cancelled + " cancelled " + fulfilled + " fulfilled " + returned + " returned" + waiting + " from "
                + sources;
    }

    static String afterwards(
            String status,
            String payment,
            List<String> fates,
            long refunded,
            long due,
            int corrections,
            List<String> payments) {
        return status + " " + payment + " " + fates + " refund " + cents(refunded) + " due " + cents(due) + " after "
                + corrections + " payments=" + payments;
    }

    static String correction(int id, String kind, Map<Integer, Integer> units, List<String> charges, long refund) {
        return kind + " " + id + " of " + units + " and " + charges + " refund " + cents(refund);
    }

    static String payment(int id, String kind, long amount, String reference, @Nullable String flag) {
        return "payment " + id + " " + kind + " " + cents(amount) + " " + reference
                + (flag == null ? "" : " flagged " + flag);
    }

    static String session(
            int ordinal,
            long cart,
            String status,
            @Nullable String user,
            String bought,
            List<String> missing,
            @Nullable Integer order,
            List<String> payments,
            long due,
            String times) {
        return "session $" + ordinal + " cart " + cart + " " + status + " user=" + user + " items=" + bought
                + " missing " + missing + " order=" + order + " payments=" + payments + " due " + cents(due) + " begun "
                + times;
    }

    static String transfer(
            int ordinal, long variant, String from, String to, int quantity, int received, int lost, String status) {
        return "transfer %" + ordinal + " " + status + " " + quantity + " of " + variant + " from " + from + " to " + to
                + " received " + received + " lost " + lost;
    }

    static String level(String of, long stock, long reserved, long backordered, long available, long inTransit) {
        return of + " stock " + stock + " reserved " + reserved + " backordered " + backordered + " available "
                + available + " in transit " + inTransit;
    }

    static String variant(long id, long price, @Nullable Long minPrice, int stock, int reserved, int available) {
        return "variant " + id + " at " + cents(price) + (minPrice == null ? "" : " at least " + cents(minPrice))
                + " stock " + stock + " reserved " + reserved + " available " + available;
    }

    static String limits(long variant, ModelLimits.Of limits) {
        return "variant " + variant + " " + limits;
    }

    static String refusal(String code, Map<String, Object> facts) {
        return "refused " + code + " " + new TreeMap<>(facts);
    }

    static String refusal(String code, Object... facts) {
        Map<String, Object> map = new TreeMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            map.put((String) facts[i], facts[i + 1]);
        }
        return refusal(code, map);
    }

    static String cents(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    static String lines(List<String> lines) {
        return lines.stream().map(line -> "\n    " + line).collect(Collectors.joining());
    }

    static String tracked(long variant, String place, boolean tracked) {
        return "variant " + variant + " at " + place + (tracked ? " is counted" : " is not counted");
    }

    static String supply(
            long variant, String place, int safetyStock, int limit, @Nullable String preorder, int backordered) {
        return "variant " + variant + " at " + place + " keeps " + safetyStock + ", has sold " + backordered + " of "
                + limit + " ahead, before it comes " + preorder;
    }
}
