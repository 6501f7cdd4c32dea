package dev.holdfast.server.http.wire;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The buyer of a request, as its buyer token names them. Immutable.
 *
 * @param userId the id of the user; null if the token names none
 * @param userTier the tier that prices what is sold to the user; null if the token names none
 * @param attributes the attributes that rules can test, by name
 */
public record Buyer(@Nullable String userId, @Nullable String userTier, Map<String, String> attributes) {
    /** The attribute of a request that shows a valid token. */
    public static final String ATTRIBUTE = "dev.holdfast.buyer";

    /** The buyer of a request that shows no token. */
    public static final Buyer UNKNOWN = new Buyer(null, null, Map.of());

    /** Copies the attributes. */
    public Buyer {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /**
     * The user's id, which the token has to name.
     *
     * @throws Refusal if there is no token, or it names no user
     */
    public String requiredUserId() {
        if (userId == null) {
            throw Refusal.invalidBuyerToken("a buyer token that names a user is required");
        }
        return userId;
    }

    /** The user's id: that of the token; otherwise the member of a body, which must not contradict the token. */
    public @Nullable String userId(Fields fields, String name) {
        return agreed(fields, name, fields.userId(name), userId);
    }

    /** The tier: that of the token; otherwise the member of a body, a string of up to {@code most} characters. */
    public @Nullable String userTier(Fields fields, String name, int most) {
        return agreed(fields, name, fields.text(name, most), userTier);
    }

    /** The tier: that of the token; otherwise a parameter of a query, which must not contradict the token. */
    public @Nullable String userTier(Query query, String name) {
        String given = query.optional(name);
        if (given != null && userTier != null && !given.equals(userTier)) {
            query.fail(name, contradiction(given));
        }
        return userTier == null ? given : userTier;
    }

    /** The attributes of the token, and those of the member of a body, which must not contradict them. */
    public Map<String, String> attributes(Fields fields, String name) {
        Map<String, String> given = Attributes.named(fields, name);
        if (given == null) {
            return attributes;
        }
        Map<String, String> all = new HashMap<>(given);
        attributes.forEach((attribute, shown) -> {
            String other = all.put(attribute, shown);
            if (other != null && !other.equals(shown)) {
                Fields members = fields.within(name, Objects.requireNonNull(fields.value(name)));
                members.fail(attribute, contradiction(other));
            }
        });
        return all;
    }

    private static @Nullable String agreed(Fields fields, String name, @Nullable String given, @Nullable String shown) {
        if (given != null && shown != null && !given.equals(shown)) {
            fields.fail(name, contradiction(given));
        }
        return shown == null ? given : shown;
    }

    private static String contradiction(String given) {
        return Text.shown(given) + " is not what the buyer token says";
    }
}
