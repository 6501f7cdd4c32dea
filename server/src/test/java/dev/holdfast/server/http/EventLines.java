package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.server.http.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of a stream of Server-Sent Events, which checks each event against the contract. */
final class EventLines implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final BufferedReader lines;
    private String lastId = "";

    private EventLines(InputStream body) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** Opens a stream; it is there when this returns, and tells all that happens from then on. */
    static EventLines open(int port, String query, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events/stream" + query));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .get()
                .asString()
                .isEqualToIgnoringCase("text/event-stream; charset=utf-8");
        return new EventLines(response.body());
    }

    /** The next event; null if the stream has ended. */
    @Nullable
    JsonNode next() throws IOException {
        String type = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                lastId = line.substring(4);
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !data.isEmpty()) {
                Contract.get().checkSchema("/components/schemas/Event", data, data);
                JsonNode event = json(data);
                assertThat(event.required("type").textValue()).isEqualTo(type);
                assertThat(event.required("id").textValue()).isEqualTo(lastId);
                return event;
            } else if (!line.isEmpty() && !line.startsWith(":")) {
                throw new AssertionError(line);
            }
        }
        return null;
    }

    /** Waits for the first lines of a stream that has nothing to tell yet. */
    void awaitFirstLines() throws IOException {
        assertThat(lines.readLine()).startsWith(":");
        lastId = lines.readLine().substring(4);
    }

    /** The types of the next events. */
    List<String> types(int number) throws IOException {
        List<String> types = new ArrayList<>();
        while (types.size() < number) {
            JsonNode event = next();
            assertThat(event).isNotNull();
            types.add(event.required("type").textValue());
        }
        return types;
    }

    /** What a client that comes again sends as {@code Last-Event-ID}. */
    String lastId() {
        return lastId;
    }

    /** Hangs up. */
    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
