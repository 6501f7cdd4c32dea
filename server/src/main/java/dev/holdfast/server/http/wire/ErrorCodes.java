package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** All codes of problems, with what happened and what to do, as the examples of the contract say. */
public final class ErrorCodes {
    /** Where the page is served. */
    public static final String PATH = "/docs/errors";

    private ErrorCodes() {}

    /**
     * A code of problems.
     *
     * @param code the code
     * @param status the HTTP status that it comes with
     * @param happened what happened
     * @param remedy what to do
     */
    public record ErrorCode(String code, int status, String happened, String remedy) {}

    /** The codes, in the order of the contract. */
    public static List<ErrorCode> of(byte[] contract) {
        return Json.object(Json.fromYaml(contract)).at("/components/examples").properties().stream()
                .map(example -> of(example.getKey(), example.getValue()))
                .toList();
    }

    private static ErrorCode of(String code, JsonNode example) {
        return new ErrorCode(
                code,
                example.at("/value/status").intValue(),
                example.required("summary").textValue(),
                example.required("description").textValue());
    }

    /** The address of a code on the page, relative to that of the server. */
    static String address(String code) {
        return PATH + "#" + code;
    }

    /** The page, in HTML, with an anchor for each code. */
    public static String page(List<ErrorCode> codes) {
        StringBuilder page = new StringBuilder("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Holdfast error codes</title>
                <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
                <style>body {font-family: sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em}
                :target {background: #ffc}</style>
                </head>
                <body>
                <h1>Error codes</h1>
                <p>The <code>code</code> of a problem stays the same; its <code>detail</code> may change.
                <a href="/docs">The API</a></p>
                """);
        for (ErrorCode code : codes) {
            page.append("<h2 id=\"%s\"><code>%s</code> (%d)</h2>\n<p>%s</p>\n<p>%s</p>\n"
                    .formatted(code.code(), code.code(), code.status(), html(code.happened()), html(code.remedy())));
        }
        return page.append("</body>\n</html>\n").toString();
    }

    /** A text of the contract, which marks code with backticks, as HTML. */
    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replaceAll("`([^`]*)`", "<code>$1</code>");
    }
}
