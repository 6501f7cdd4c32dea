package dev.holdfast.server.http;

import dev.holdfast.access.Scope;
import dev.holdfast.server.access.BuyerTokens;
import dev.holdfast.server.access.Keyring;
import dev.holdfast.server.access.Neighbourhood;
import dev.holdfast.server.access.Principal;
import dev.holdfast.server.access.RequestRates;
import dev.holdfast.server.http.routes.OpenPage;
import dev.holdfast.server.http.routes.Routes;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Buyer;
import dev.holdfast.server.http.wire.Problems;
import dev.holdfast.server.http.wire.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who may use the shop, and answers whoever may not, as well as the pages that everybody may read. It waits
 * neither for a body nor for the client to read, so that nobody without a key can keep a thread. Thread-safe.
 */
final class Door extends Handler.Wrapper {
    /** On whose behalf a request that was let in is made. */
    static final String PRINCIPAL = "dev.holdfast.principal";

    /** The header that shows a buyer token. */
    static final String BUYER_TOKEN = "X-Buyer-Token";

    /** The methods that an open page supports. */
    static final List<String> PAGE_METHODS = List.of("GET", "HEAD", "OPTIONS");

    private final Keyring keyring;
    private final RequestRates rates;
    private final Cors cors;
    private final BuyerTokens buyerTokens;
    private final @Nullable Neighbourhood neighbourhood;
    private final boolean metricsPublic;
    private final Map<String, OpenPage> pages = new HashMap<>();

    Door(Handler next, HttpOptions options, Keyring keyring, List<OpenPage> pages) {
        super(next);
        this.keyring = keyring;
        this.rates = new RequestRates(options.traffic());
        this.neighbourhood = options.secretKey() == null ? new Neighbourhood(options.host()) : null;
        this.metricsPublic = options.metricsPublic();
        this.cors = new Cors(options.browsers().origins());
        this.buyerTokens = options.browsers().tokens();
        pages.forEach(page -> this.pages.put(page.path(), page));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        cors.mark(request, response);
        try {
            if (neighbourhood != null) {
                neighbourhood.check(visit(request));
            }
            if (cors.isPreflight(request)) {
                Replies.refuse(Cors.preflight(), request, response, callback);
                return true;
            }
            // As it was sent: what another spelling of the path leads to needs a key.
            String path = request.getHttpURI().getPath();
            OpenPage page = pages.get(path);
            if (page != null) {
                show(page, request, response, callback);
                return true;
            }
            boolean isMetrics = Routes.isMetrics(path);
            if (!(metricsPublic && isMetrics)) {
                String address = Noted.address(request::getAttribute);
                Principal principal = keyring.identify(request.getHeaders().get(HttpHeader.AUTHORIZATION), address);
                request.setAttribute(PRINCIPAL, principal);
                Noted.principal(request, principal);
                RateHeaders.check(rates.count(principal, address), response);
                if (isMetrics) {
                    principal.require(Scope.METRICS_READ, false);
                }
                noteBuyer(request);
            }
        } catch (Refusal refusal) {
            Replies.refuse(refusal.answer(), request, response, callback);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private void noteBuyer(Request request) {
        List<String> shown = request.getHeaders().getValuesList(BUYER_TOKEN);
        if (shown.size() > 1) {
            throw Refusal.invalidBuyerToken("the request shows " + shown.size() + " buyer tokens");
        }
        if (!shown.isEmpty()) {
            request.setAttribute(Buyer.ATTRIBUTE, buyerTokens.verify(shown.get(0)));
        }
    }

    /** On whose behalf a request is made, as it was noted here. */
    static Principal principal(@Nullable Object attribute) {
        if (attribute instanceof Principal principal) {
            return principal;
        }
        throw new IllegalStateException("the request was not let in");
    }

    private static Neighbourhood.Visit visit(Request request) {
        HttpFields headers = request.getHeaders();
        return new Neighbourhood.Visit(
                request.getMethod(),
                request.getHttpURI().getHost(),
                headers.getValuesList(HttpHeader.ORIGIN),
                headers.get("Sec-Fetch-Site"),
                headers.get("Sec-Fetch-Mode"),
                headers.get("Sec-Fetch-Dest"));
    }

    private static void show(OpenPage page, Request request, Response response, Callback callback) {
        Noted.route(request, page.template());
        String allowed = String.join(", ", PAGE_METHODS);
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                page.content().get().whenComplete((content, failure) -> {
                    if (failure == null) {
                        Replies.sendUnread(content, request, response, callback);
                    } else {
                        Response.writeError(request, response, callback, failure);
                    }
                });
            }
            case "OPTIONS" -> Replies.refuse(Answer.nothing().with("Allow", allowed), request, response, callback);
            default ->
                Replies.refuse(
                        Problems.answer(405, "method_not_allowed", "this path supports " + allowed, Map.of())
                                .with("Allow", allowed),
                        request,
                        response,
                        callback);
        }
    }
}
