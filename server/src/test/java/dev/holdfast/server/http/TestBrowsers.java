package dev.holdfast.server.http;

import dev.holdfast.server.access.AllowedOrigins;
import dev.holdfast.server.access.Browsers;
import dev.holdfast.server.access.BuyerTokenKey;
import dev.holdfast.server.access.BuyerTokens;
import java.time.Clock;
import java.util.List;

/** What servers of tests know about browsers. */
final class TestBrowsers {
    private TestBrowsers() {}

    /** Buyer tokens, and no page of another origin. */
    static Browsers withTokens() {
        return with(AllowedOrigins.none());
    }

    /** Buyer tokens, and pages of some origins. */
    static Browsers with(AllowedOrigins origins) {
        BuyerTokenKey key = new BuyerTokenKey("a", "0123456789abcdef0123456789abcdef");
        return new Browsers(origins, new BuyerTokens(List.of(key), Clock.systemUTC()));
    }
}
