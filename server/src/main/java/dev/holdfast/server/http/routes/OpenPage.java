package dev.holdfast.server.http.routes;

import dev.holdfast.server.http.wire.Content;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A page beside the API that everybody may read, without a key, at one exact path. It is answered however many requests
 * are under way, so its content must be there at once, or come without a waiting thread.
 *
 * @param template names the page in the log and in the contract
 * @param path the path, which several pages of a template differ in
 * @param content gives the content, which a GET and a HEAD are answered with
 */
public record OpenPage(String template, String path, Supplier<CompletionStage<Content>> content) {}
