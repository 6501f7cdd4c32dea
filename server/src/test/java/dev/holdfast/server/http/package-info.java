/** Tests of the HTTP API: {@link dev.holdfast.server.http.HttpSuite} holds a served shop against the contract. */
@NullMarked
package dev.holdfast.server.http;

import org.jspecify.annotations.NullMarked;
