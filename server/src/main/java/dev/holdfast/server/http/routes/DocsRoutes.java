package dev.holdfast.server.http.routes;

import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Json;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The contract, and a page to read it and try it out, which loads nothing from other hosts. */
final class DocsRoutes {
    private static final String PAGE = "/docs";
    private static final String SCHEMA = "/schemas/pricing-rule.json";
    private static final String OWN = "/dev/holdfast/server/http/";
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "swagger-ui.css", "text/css",
            "swagger-ui-bundle.js", "text/javascript",
            "favicon-32x32.png", "image/png",
            "docs.js", "text/javascript");

    // Loaded by the first request: parsing takes a good part of the time that a server takes to start.
    private static final class Contract {
        static final byte[] YAML = resource(OWN + "openapi.yaml");
        static final byte[] JSON = Json.fromYaml(YAML).getBytes(StandardCharsets.UTF_8);
    }

    private DocsRoutes() {}

    /** Whether a path is one of these, which need no key. */
    static boolean covers(String path) {
        return path.equals(PAGE)
                || path.startsWith(PAGE + "/")
                || path.equals("/openapi.yaml")
                || path.equals("/openapi.json")
                || path.equals(SCHEMA);
    }

    static List<PlainRoute> all() {
        byte[] page = resource(OWN + "docs.html");
        String webjar = WEBJAR + version() + "/";
        return List.of(
                new PlainRoute(
                        "/openapi.yaml", context -> send(context, "application/yaml; charset=utf-8", Contract.YAML)),
                new PlainRoute("/openapi.json", context -> send(context, Answer.JSON, Contract.JSON)),
                new PlainRoute(
                        SCHEMA,
                        context -> send(
                                context,
                                "application/schema+json",
                                PricingRuleJson.schema().getBytes(StandardCharsets.UTF_8))),
                new PlainRoute(PAGE, context -> {
                    context.header("Content-Security-Policy", POLICY);
                    send(context, "text/html", page);
                }),
                new PlainRoute(PAGE + "/{file}", context -> {
                    String file = context.pathParam("file");
                    String type = TYPES.get(file);
                    if (type == null) {
                        throw new NotFoundResponse();
                    }
                    context.header("Cache-Control", "max-age=3600");
                    send(context, type, resource((file.equals("docs.js") ? OWN : webjar) + file));
                }));
    }

    private static void send(Context context, String type, byte[] content) {
        context.contentType(type.startsWith("text/") ? type + "; charset=utf-8" : type)
                .result(content);
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
