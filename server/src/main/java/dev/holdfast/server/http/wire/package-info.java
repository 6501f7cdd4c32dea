/**
 * Requests and answers as they travel: JSON, query parameters, problem details. Start at {@link
 * dev.holdfast.server.http.wire.ApiRequest} and {@link dev.holdfast.server.http.wire.Answer}.
 */
@NullMarked
package dev.holdfast.server.http.wire;

import org.jspecify.annotations.NullMarked;
