package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Json;
import java.net.http.HttpHeaders;
import java.util.List;

/** An answer that was already checked against the contract. */
record Reply(int status, HttpHeaders headers, String text) {
    /** The body as JSON. */
    JsonNode json() {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** A header; empty if it is absent. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** A member of the body, by JSON pointer, as text. */
    String at(String pointer) {
        JsonNode node = json().at(pointer);
        assertThat(node.isMissingNode()).as(pointer + " of " + text).isFalse();
        return node.asText();
    }

    /** A member of the body that is an id. */
    long id(String pointer) {
        return json().at(pointer).longValue();
    }

    Reply is(int expected) {
        assertThat(status).as(text).isEqualTo(expected);
        return this;
    }

    /** Asserts an error with a status and a code. */
    Reply isProblem(int expected, String code) {
        is(expected);
        assertThat(header("Content-Type")).isEqualTo(Answer.PROBLEM);
        assertThat(at("/code")).as(text).isEqualTo(code);
        assertThat(at("/status")).isEqualTo("" + expected);
        assertThat(at("/type")).endsWith(code);
        return this;
    }

    /** Asserts a refusal of exactly the values at these pointers. */
    Reply isInvalid(String... pointers) {
        isProblem(422, "validation_failed");
        List<String> found = json().required("errors")
                .valueStream()
                .map(error -> error.required("pointer").textValue())
                .toList();
        assertThat(found).as(text).containsExactlyInAnyOrder(pointers);
        return this;
    }
}
