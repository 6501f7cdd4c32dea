package dev.holdfast.planted.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads JSON outside of the package for it. */
final class ReadsJson {
    int read(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json).size();
    }
}
