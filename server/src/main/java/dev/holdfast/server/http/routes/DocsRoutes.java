package dev.holdfast.server.http.routes;

import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Content;
import dev.holdfast.server.http.wire.ErrorCodes;
import dev.holdfast.server.http.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The contract, and a page to read it and try it out, which loads nothing from other hosts. What was read once is kept,
 * so that many readers share one copy.
 */
final class DocsRoutes {
    private static final String PAGE = "/docs";
    private static final String SCHEMA = "/schemas/pricing-rule.json";
    private static final String OWN = "/dev/holdfast/server/http/";
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
    private static final Content TO_PAGE = Content.of(new Answer(302, "", Map.of("Location", PAGE), ""));
    private static final Map<String, String> TYPES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "favicon-32x32.png", "image/png",
            "docs.js", "text/javascript; charset=utf-8");

    private DocsRoutes() {}

    static List<OpenPage> all() {
        List<OpenPage> pages = new ArrayList<>();
        pages.add(page("/openapi.yaml", "application/yaml; charset=utf-8", Map.of(), DocsRoutes::contract));
        pages.add(page("/openapi.json", Answer.JSON, Map.of(), () -> bytes(Json.fromYaml(contract()))));
        pages.add(page(SCHEMA, "application/schema+json", Map.of(), () -> bytes(PricingRuleJson.schema())));
        pages.add(page(
                PAGE,
                "text/html; charset=utf-8",
                Map.of("Content-Security-Policy", POLICY),
                () -> resource(OWN + "docs.html")));
        pages.add(page(
                ErrorCodes.PATH,
                "text/html; charset=utf-8",
                Map.of("Content-Security-Policy", POLICY),
                () -> bytes(ErrorCodes.page(ErrorCodes.of(contract())))));
        pages.add(new OpenPage("/", "/", () -> CompletableFuture.completedFuture(TO_PAGE)));
        TYPES.forEach((file, type) -> pages.add(new OpenPage(
                PAGE + "/{file}",
                PAGE + "/" + file,
                new Document(
                        type,
                        Map.of("Cache-Control", "max-age=3600"),
                        () -> resource((file.equals("docs.js") ? OWN : WEBJAR + version() + "/") + file)))));
        return pages;
    }

    private static OpenPage page(String path, String type, Map<String, String> headers, Supplier<byte[]> source) {
        return new OpenPage(path, path, new Document(type, headers, source));
    }

    // Made by the first request: to parse the contract takes a good part of the time that a server takes to start.
    private static final class Document implements Supplier<CompletionStage<Content>> {
        private final String type;
        private final Map<String, String> headers;
        private final Supplier<byte[]> source;
        private @Nullable CompletionStage<Content> kept;

        Document(String type, Map<String, String> headers, Supplier<byte[]> source) {
            this.type = type;
            this.headers = headers;
            this.source = source;
        }

        @Override
        public synchronized CompletionStage<Content> get() {
            if (kept == null) {
                kept = CompletableFuture.completedFuture(Content.document(type, headers, source.get()));
            }
            return kept;
        }
    }

    private static byte[] contract() {
        return resource(OWN + "openapi.yaml");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream stream = DocsRoutes.class.getResourceAsStream(VERSION)) {
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream stream = DocsRoutes.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
