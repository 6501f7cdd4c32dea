package dev.holdfast.server.planted.http.routes;

import com.fasterxml.jackson.databind.JsonNode;

/** Knows Jackson outside of the wire package. */
record WritesJson(JsonNode known) {}
