package dev.holdfast.server.access;

/**
 * What a server needs to know to serve browsers. Immutable.
 *
 * @param origins the origins whose pages may read answers
 * @param tokens the tokens that say who a buyer is
 */
public record Browsers(AllowedOrigins origins, BuyerTokens tokens) {
    /** No page of another origin, and no tokens. */
    public static Browsers none() {
        return new Browsers(AllowedOrigins.none(), BuyerTokens.none());
    }
}
