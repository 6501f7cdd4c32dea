package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.access.IssuedKey;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events as a stream of Server-Sent Events. */
class EventPushTest extends EventServer {
    private static final String PATH = "/api/v1/events/stream";
    private static final int MORE_THAN_A_PAGE = 250;
    private static final int LONG_TEXTS = 250;
    private static final int LENGTH = 20_000;

    private EventLines open(String query, String... headers) throws Exception {
        return EventLines.open(server.port(), query, headers);
    }

    @Test
    void itTellsWhatHappensFromNowOn() throws Exception {
        shop.cart();
        String before = latest();
        try (EventLines stream = open("")) {
            long cart = shop.cart();

            JsonNode event = stream.next();

            assertThat(event).isNotNull();
            assertThat(event.required("subject").textValue()).isEqualTo("carts/" + cart);
            assertThat(event)
                    .isEqualTo(http.get("/api/v1/events?after=" + before).json().at("/items/0"));
            shop.cart();
            assertThat(stream.types(1)).containsExactly("cart.created");
            assertThat(server.underWay()).isZero();
        }
    }

    @Test
    void aClientThatComesAgainMissesNothingAndIsToldNothingTwice() throws Exception {
        String last;
        long cart;
        try (EventLines stream = open("")) {
            cart = shop.cartWith(shop.variant(5), 2);
            while (!stream.types(1).contains("cart.created")) {
                assertThat(stream.lastId()).isNotEmpty();
            }
            last = stream.lastId();
        }

        shop.checkOut(cart);

        try (EventLines again = open("?after=0", "Last-Event-ID", last)) {
            assertThat(again.types(4))
                    .containsExactly("reservation.created", "stock.changed", "cart.checked_out", "order.placed");
        }
    }

    @Test
    void aClientThatHasSeenNoEventComesAgainToItsPlace() throws Exception {
        String last;
        try (EventLines stream = open("")) {
            stream.awaitFirstLines();
            last = stream.lastId();
        }
        shop.cart();

        try (EventLines again = open("", "Last-Event-ID", last)) {
            assertThat(again.types(1)).containsExactly("cart.created");
        }
    }

    @Test
    void aHistoryIsToldPageByPage() throws Exception {
        String before = latest();
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            shop.cart();
        }
        List<String> listed = http.get("/api/v1/events?limit=1000&after=" + before)
                .json()
                .required("items")
                .valueStream()
                .map(event -> event.required("id").textValue())
                .toList();

        List<String> told = new ArrayList<>();
        try (EventLines stream = open("?after=" + before)) {
            while (told.size() < MORE_THAN_A_PAGE) {
                stream.types(1);
                told.add(stream.lastId());
            }
        }

        assertThat(told).isEqualTo(listed);
    }

    @Test
    void itTellsWhatTheFilterSelects() throws Exception {
        long cart = shop.cart();
        try (EventLines orders = open("?types=order.placed,order.paid");
                EventLines ofCart = open("?subject=carts/" + cart)) {
            shop.checkOut(shop.cartWith(shop.variant(5), 1));
            shop.put(cart, shop.variant(5), 2);
            shop.checkOut(cart);

            assertThat(orders.types(2)).containsExactly("order.placed", "order.placed");
            assertThat(ofCart.types(2)).containsExactly("reservation.created", "cart.checked_out");
        }
    }

    @Test
    void itTellsWhatHappensOnAnotherServer() throws Exception {
        try (HttpServer other = HttpServer.start(
                        shop.builder().build(), HttpOptions.defaults().listeningOn("127.0.0.1", 0));
                EventLines stream = open("")) {
            new Client(other.port()).post("/api/v1/carts", "{}").is(201);

            assertThat(stream.types(1)).containsExactly("cart.created");
        }
    }

    @Test
    void itEndsWhenTheServerStops() throws Exception {
        try (EventLines stream = open("");
                EventLines silent = open("?types=order.paid")) {
            shop.cart();
            assertThat(stream.types(1)).containsExactly("cart.created");

            server.close();

            assertThat(stream.next()).isNull();
            assertThat(silent.next()).isNull();
        }
    }

    @Test
    void whatCannotBeToldIsRefusedBeforeItBegins() {
        http.get(PATH + "?after=999999999999-zzzzzz").isProblem(410, "event_cursor_gone");
        http.with("Last-Event-ID", "999999999999-zzzzzz").get(PATH).isProblem(410, "event_cursor_gone");
        http.with("Last-Event-ID", "yesterday").get(PATH).isInvalid("/Last-Event-ID");
        http.get(PATH + "?after=yesterday").isInvalid("/after");
        http.get(PATH + "?types=order.eaten&limit=3&wait=1").isInvalid("/types", "/limit", "/wait");
        http.get(PATH + "?subject=x").isInvalid("/subject");
        assertThat(server.live().streams()).isZero();
    }

    @Test
    void headHasNoEvents() {
        http.send("HEAD", PATH, (byte[]) null).is(200);
        http.send("HEAD", PATH + "?after=999999999999-zzzzzz", (byte[]) null).is(410);
        assertThat(server.live().streams()).isZero();
    }

    @Test
    void oneStreamTooManyIsRefusedUntilAClientHasGone() throws Exception {
        List<EventLines> streams = new ArrayList<>();
        try {
            for (int i = 0; i < LiveEvents.MOST_STREAMS; i++) {
                streams.add(open(""));
            }

            Reply refused = http.get(PATH).isProblem(503, "overloaded");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            http.get("/api/v1/products").is(200);
            streams.remove(0).close();

            // A client that has gone is noticed when it is written to.
            await().until(() -> {
                shop.cart();
                return server.live().streams() < LiveEvents.MOST_STREAMS;
            });
            try (EventLines next = open("")) {
                shop.cart();
                assertThat(next.types(1)).containsExactly("cart.created");
            }
        } finally {
            for (EventLines stream : streams) {
                stream.close();
            }
        }
    }

    /** There is more to tell than what fits into the buffers of a connection. */
    @Test
    void aClientThatDoesNotReadHoldsNobodyUp() throws Exception {
        String before = latest();
        long product = shop.product("10.00").id();
        for (int i = 0; i < LONG_TEXTS; i++) {
            http.patch("/api/v1/products/" + product, "{\"description\": \"" + i + "x".repeat(LENGTH) + "\"}")
                    .is(200);
        }
        List<Socket> idlers = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                idlers.add(Raw.open(
                        server.port(), "GET " + PATH + "?after=" + before + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            await().until(server.live()::streams, count -> count == 20);

            try (EventLines stream = open("?types=cart.created")) {
                shop.cart();
                assertThat(stream.types(1)).containsExactly("cart.created");
            }
            try (EventLines reader = open("?after=" + before)) {
                assertThat(reader.types(LONG_TEXTS)).contains("product.changed");
            }
            assertThat(server.underWay()).isZero();
            // Stopping does not wait for them either.
            server.close();
            assertThat(server.live().streams()).isZero();
        } finally {
            for (Socket idler : idlers) {
                idler.close();
            }
        }
    }

    @Test
    void itEndsWhenTheKeyIsRevoked() throws Exception {
        try (HttpServer closed = HttpServer.start(
                shop.holdfast,
                HttpOptions.defaults().listeningOn("127.0.0.1", 0).withSecretKey(KEY))) {
            IssuedKey key = shop.holdfast.apiKeys().create(NewApiKey.secret("reader", EnumSet.of(Scope.EVENTS_READ)));
            closed.refreshKeys();
            try (EventLines stream =
                    EventLines.open(closed.port(), "?types=cart.created", "Authorization", "Bearer " + key.secret())) {
                shop.cart();
                assertThat(stream.types(1)).containsExactly("cart.created");

                shop.holdfast.apiKeys().revoke(key.apiKey().id());
                closed.refreshKeys();
                shop.cart();

                assertThat(stream.next()).isNull();
            }
        }
    }
}
