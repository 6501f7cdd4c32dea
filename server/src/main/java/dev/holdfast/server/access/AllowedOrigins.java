package dev.holdfast.server.access;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The origins whose pages may read answers in a browser (CORS). Immutable. */
public final class AllowedOrigins {
    private static final String ANY = "*";
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[1-9][0-9]{0,4})?");

    private final Set<String> origins;

    private AllowedOrigins(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** No page of another origin. */
    public static AllowedOrigins none() {
        return new AllowedOrigins(Set.of());
    }

    /**
     * Reads origins as browsers send them, separated by commas, or {@code *} for every page.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static AllowedOrigins parse(String text) {
        Set<String> origins = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String origin = part.strip();
            if (!origin.equals(ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "is not a list of origins such as https://shop.example, in lower case"
                                + " and without a path, or * for all");
            }
            if (origin.matches("http://.*:80|https://.*:443")) {
                throw new IllegalArgumentException("names a port that browsers leave out");
            }
            origins.add(origin);
        }
        if (origins.contains(ANY) && origins.size() > 1) {
            throw new IllegalArgumentException("has * beside other origins");
        }
        return new AllowedOrigins(origins);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return origins.isEmpty();
    }

    /**
     * What a page is told about whether it may read the answer.
     *
     * @param origin as the browser sent it
     * @return the value of {@code Access-Control-Allow-Origin}; null for none
     */
    public @Nullable String allow(String origin) {
        if (origins.contains(ANY)) {
            return ANY;
        }
        return origins.contains(origin) ? origin : null;
    }
}
