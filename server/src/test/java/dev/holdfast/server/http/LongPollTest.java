package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.access.IssuedKey;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A list of events that waits for the first one. */
class LongPollTest extends EventServer {
    private static final int FEW_PLACES = 2;
    private static final int MANY = 6;

    private static <T> CompletableFuture<T> beside(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    }

    /** A request that waits, and takes no place meanwhile. */
    private static CompletableFuture<Reply> waiting(HttpServer at, Client client, String query) {
        int before = at.live().waiting();
        CompletableFuture<Reply> reply = beside(() -> client.get("/api/v1/events?wait=30&" + query));
        await().until(() -> at.live().waiting() > before && at.underWay() == 0);
        assertThat(reply).isNotDone();
        return reply;
    }

    private static List<String> types(Reply reply) {
        return reply.is(200)
                .json()
                .required("items")
                .valueStream()
                .map(event -> event.required("type").textValue())
                .toList();
    }

    @Test
    void whatIsThereIsAnsweredAtOnce() {
        String before = latest();
        shop.cart();

        assertThat(types(http.get("/api/v1/events?wait=30&after=" + before))).containsExactly("cart.created");
        assertThat(types(http.get("/api/v1/events?wait=30&limit=1"))).hasSize(1);
    }

    @Test
    void itIsAnsweredByACommitThatComesMeanwhile() {
        CompletableFuture<Reply> reply = waiting(server, http, "after=latest");

        long cart = shop.cart();

        assertThat(types(reply.join())).containsExactly("cart.created");
        assertThat(reply.join().at("/items/0/subject")).isEqualTo("carts/" + cart);
        assertThat(reply.join().at("/next_cursor")).isEqualTo(latest());
    }

    @Test
    void whatTheFilterLeavesOutIsNotAnswered() {
        CompletableFuture<Reply> reply = waiting(server, http, "after=latest&types=order.placed");
        long cart = shop.cartWith(shop.variant(5), 2);

        shop.checkOut(cart);

        assertThat(types(reply.join())).containsExactly("order.placed");
    }

    @Test
    void itIsAnsweredThoughTheCommitIsThatOfAnotherServer() {
        try (HttpServer other =
                HttpServer.start(shop.builder().build(), HttpOptions.defaults().listeningOn("127.0.0.1", 0))) {
            CompletableFuture<Reply> here = waiting(server, http, "after=latest");
            CompletableFuture<Reply> there = waiting(other, new Client(other.port()), "after=latest");

            new Client(other.port()).post("/api/v1/carts", "{}").is(201);

            assertThat(types(here.join())).containsExactly("cart.created");
            assertThat(there.join().text()).isEqualTo(here.join().text());
        }
    }

    @Test
    void whenTheTimeIsOverThePageIsEmpty() {
        String before = latest();

        Reply reply = http.get("/api/v1/events?wait=1&after=" + before).is(200);

        assertThat(reply.json().required("items")).isEmpty();
        assertThat(reply.at("/next_cursor")).isEqualTo(before);
    }

    /** The next request need not look again at what the filter has left out. */
    @Test
    void theCursorOfAnEmptyPageIsBehindWhatWasLeftOut() {
        String before = latest();
        shop.cart();

        Reply reply = http.get("/api/v1/events?wait=1&types=order.paid&after=" + before)
                .is(200);

        assertThat(reply.json().required("items")).isEmpty();
        assertThat(reply.at("/next_cursor")).isEqualTo(latest());
    }

    @Test
    void whenTheServerStopsThePageIsEmpty() {
        String before = latest();
        CompletableFuture<Reply> reply = waiting(server, http, "after=" + before);

        server.close();

        assertThat(types(reply.join())).isEmpty();
        assertThat(reply.join().at("/next_cursor")).isEqualTo(before);
        // The server does not wait for the client to close the connection.
        assertThat(reply.join().header("Connection")).isEqualTo("close");
    }

    @Test
    void thoseThatWaitTakeNoPlaceOfOthers() {
        try (HttpServer small = HttpServer.start(
                shop.holdfast,
                HttpOptions.defaults().listeningOn("127.0.0.1", 0).withMaxRequests(FEW_PLACES))) {
            Client client = new Client(small.port());
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                replies.add(waiting(small, client, "after=latest"));
            }

            client.get("/api/v1/products").is(200);
            client.post("/api/v1/carts", "{}").is(201);

            assertThat(replies)
                    .allSatisfy(reply -> assertThat(types(reply.join())).containsExactly("cart.created"));
            await().until(small::underWay, count -> count == 0);
        }
    }

    @Test
    void whenTooManyWaitFurtherOnesAreAnsweredAtOnce() {
        try (HttpServer small = HttpServer.start(
                shop.holdfast,
                HttpOptions.defaults().listeningOn("127.0.0.1", 0).withMaxRequests(FEW_PLACES))) {
            Client client = new Client(small.port());
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < FEW_PLACES * HttpServer.WAITING_FOR_EACH_PLACE; i++) {
                replies.add(waiting(small, client, "after=latest"));
            }

            assertThat(types(client.get("/api/v1/events?wait=30&after=latest"))).isEmpty();
            assertThat(replies).noneMatch(CompletableFuture::isDone);
            shop.cart();

            assertThat(replies)
                    .allSatisfy(reply -> assertThat(types(reply.join())).containsExactly("cart.created"));
        }
    }

    @Test
    void aKeyThatIsRevokedMeanwhileIsToldNothing() {
        try (HttpServer closed = HttpServer.start(
                shop.holdfast,
                HttpOptions.defaults().listeningOn("127.0.0.1", 0).withSecretKey(KEY))) {
            IssuedKey key = shop.holdfast.apiKeys().create(NewApiKey.secret("reader", EnumSet.of(Scope.EVENTS_READ)));
            closed.refreshKeys();
            Client reader = new Client(closed.port()).with("Authorization", "Bearer " + key.secret());
            CompletableFuture<Reply> reply = waiting(closed, reader, "after=latest&types=cart.created");

            shop.holdfast.apiKeys().revoke(key.apiKey().id());
            closed.refreshKeys();
            shop.cart();

            reply.join().isProblem(401, "unauthorized");
        }
    }

    @Test
    void whatCannotBeAskedForIsRefusedAtOnce() {
        http.get("/api/v1/events?wait=31").isInvalid("/wait");
        http.get("/api/v1/events?wait=-1&types=x").isInvalid("/wait", "/types");
        http.get("/api/v1/events?wait=0.5").isInvalid("/wait");
        http.get("/api/v1/events?wait=30&after=x").isInvalid("/after");
        http.get("/api/v1/events?wait=30&after=latest&subject=x").isInvalid("/subject");
        http.get("/api/v1/events?wait=30&after=999999999999-zzzzzz").isProblem(410, "event_cursor_gone");
        assertThat(server.live().waiting()).isZero();
    }
}
