package dev.holdfast.event;

import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.event.StreamFilter;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.stock.Movements;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in the words of the tables which rows may be events that a filter selects. */
final class StreamFilters {
    private static final Pattern SUBJECT = Pattern.compile("([a-z-]+)/(\\S.{0,254})");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private static final Set<EventType> OF_LEVELS =
            EnumSet.of(EventType.STOCK_LOW, EventType.STOCK_BACK_IN_STOCK, EventType.STOCK_CHANGED);

    private StreamFilters() {}

    static StreamFilter of(EventFilter filter) {
        StreamFilter.Subject subject = filter.subject() == null ? null : subject(filter.subject());
        Set<EventType> types = filter.types();
        return types.isEmpty()
                ? new StreamFilter(null, true, null, null, subject)
                : new StreamFilter(
                        movements(types),
                        types.contains(EventType.ORDER_PLACED) || types.contains(EventType.CART_CHECKED_OUT),
                        audited(types),
                        types.stream().map(EventType::word).toList(),
                        subject);
    }

    private static @Nullable List<String> movements(Set<EventType> types) {
        if (types.stream().anyMatch(OF_LEVELS::contains)) {
            return null;
        }
        List<String> kinds = new ArrayList<>();
        if (types.contains(EventType.RESERVATION_CREATED) || types.contains(EventType.RESERVATION_CHANGED)) {
            kinds.add(Movements.RESERVED);
        }
        if (types.contains(EventType.RESERVATION_RELEASED) || types.contains(EventType.RESERVATION_CHANGED)) {
            kinds.add(Movements.RELEASED);
        }
        if (types.contains(EventType.RESERVATION_EXPIRED)) {
            kinds.add(Movements.EXPIRED);
        }
        if (types.contains(EventType.STOCK_BACKORDER_FILLED)) {
            kinds.add(Movements.FILLED);
        }
        return kinds;
    }

    private static List<String> audited(Set<EventType> types) {
        List<String> kinds = new ArrayList<>();
        if (types.contains(EventType.PRODUCT_CHANGED) || types.contains(EventType.PRICE_CHANGED)) {
            kinds.add(AuditSql.PRODUCT);
            kinds.add(AuditSql.VARIANT);
        }
        if (types.contains(EventType.PRICING_RULE_CHANGED)) {
            kinds.add(AuditSql.PRICING_RULE);
        }
        if (types.contains(EventType.PROMO_CODE_CHANGED)) {
            kinds.add(AuditSql.PROMO_CODE);
        }
        if (types.contains(EventType.LOCATION_CHANGED)) {
            kinds.add(AuditSql.LOCATION);
        }
        if (types.stream().anyMatch(type -> type.word().startsWith("key."))) {
            kinds.add(AuditSql.API_KEY);
        }
        return kinds;
    }

    private static StreamFilter.Subject subject(String text) {
        Matcher subject = SUBJECT.matcher(text);
        if (subject.matches()) {
            String name = subject.group(2);
            boolean isNumber = NUMBER.matcher(name).matches();
            Long number = isNumber ? Long.valueOf(name) : null;
            switch (subject.group(1)) {
                case "variants" -> {
                    if (number != null) {
                        return new StreamFilter.Subject(number, null, null, AuditSql.VARIANT, name);
                    }
                }
                case "carts" -> {
                    if (number != null) {
                        return new StreamFilter.Subject(null, number, null, null, name);
                    }
                }
                case "orders" -> {
                    if (number != null) {
                        return new StreamFilter.Subject(null, null, number, null, name);
                    }
                }
                case "products" -> {
                    return audited(AuditSql.PRODUCT, name);
                }
                case "pricing-rules" -> {
                    return audited(AuditSql.PRICING_RULE, name);
                }
                case "promo-codes" -> {
                    return audited(AuditSql.PROMO_CODE, name);
                }
                case "locations" -> {
                    return audited(AuditSql.LOCATION, name);
                }
                case "keys" -> {
                    return audited(AuditSql.API_KEY, name);
                }
                case "checkout-sessions" -> {
                    return new StreamFilter.Subject(null, null, null, null, name);
                }
                default -> {}
            }
        }
        throw new InvalidInputException(
                "/subject",
                Validation.shown(text) + " is not what an event is about, such as orders/1001 or variants/7");
    }

    private static StreamFilter.Subject audited(String kind, String name) {
        return new StreamFilter.Subject(null, null, null, kind, name);
    }
}
