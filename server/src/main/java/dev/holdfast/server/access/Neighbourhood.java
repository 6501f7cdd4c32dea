package dev.holdfast.server.access;

import dev.holdfast.server.http.wire.Refusal;
import dev.holdfast.server.http.wire.Text;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the web pages of others out of a server without a secret key. Such a server listens on the loopback and trusts
 * every program of the machine, but a browser is a program that works for whichever page it shows: a page can send
 * requests to {@code localhost}, or give its own name the address 127.0.0.1. Thread-safe.
 */
public final class Neighbourhood {
    private static final Pattern IPV4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final Set<String> WEB = Set.of("http", "https");

    private final String ownHost;

    /**
     * For a server on the loopback.
     *
     * @param ownHost the name or address that it was told to listen on, which it may be called as well
     */
    public Neighbourhood(String ownHost) {
        this.ownHost = ownHost.toLowerCase(Locale.ROOT);
    }

    /**
     * What a request says about where it comes from.
     *
     * @param method the HTTP method
     * @param host the host that it was sent to, without the port; null for none, which no browser omits
     * @param origins the values of {@code Origin}
     * @param site the value of {@code Sec-Fetch-Site}; null for none
     * @param mode the value of {@code Sec-Fetch-Mode}; null for none
     * @param destination the value of {@code Sec-Fetch-Dest}; null for none
     */
    public record Visit(
            String method,
            @Nullable String host,
            List<String> origins,
            @Nullable String site,
            @Nullable String mode,
            @Nullable String destination) {}

    /**
     * Checks where a request comes from.
     *
     * @throws Refusal if it was sent to another name than one of the loopback, or by a page of another site
     */
    public void check(Visit visit) {
        if (visit.host() != null && !isHere(visit.host())) {
            throw Refusal.forbidden(
                    "host_not_allowed",
                    "the host " + Text.shown(visit.host())
                            + " is not a name of the loopback, and a server without a SECRET_KEY answers to no other:"
                            + " use localhost, 127.0.0.1 or [::1], or set SECRET_KEY");
        }
        for (String origin : visit.origins()) {
            if (!isPageOfHere(origin)) {
                throw foreign("a page of " + Text.shown(origin));
            }
        }
        if ("cross-site".equals(visit.site()) && !followsLink(visit)) {
            throw foreign("a page of another site");
        }
    }

    private static Refusal foreign(String who) {
        return Refusal.forbidden(
                "origin_not_allowed",
                "the request was sent by " + who + ", which must not use a server without a SECRET_KEY");
    }

    // The page that has the link does not see the answer, and a GET changes nothing.
    private static boolean followsLink(Visit visit) {
        return (visit.method().equals("GET") || visit.method().equals("HEAD"))
                && "navigate".equals(visit.mode())
                && "document".equals(visit.destination());
    }

    // An opaque origin, "null", is that of a frame or a file that anybody may have written.
    private boolean isPageOfHere(String origin) {
        try {
            URI uri = new URI(origin);
            return uri.getScheme() != null
                    && WEB.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && isHere(uri.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private boolean isHere(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.equals(ownHost)
                || IPV4.matcher(host).matches()
                || (IPV6.matcher(host).matches() && isLoopback(host));
    }

    private static boolean isLoopback(String bracketed) {
        try {
            // An address in brackets is parsed and never looked up.
            return InetAddress.getByName(bracketed).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
