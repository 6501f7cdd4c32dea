package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** Editors know every property, what it does and what it is by default. */
class MetadataTest {
    /** They have no default: without them, there is no limit. */
    private static final List<String> WITHOUT_DEFAULT = List.of(
            "holdfast.max-items-per-user",
            "holdfast.max-units-per-user",
            "holdfast.pay-within",
            "holdfast.reservation-times");

    @Test
    void eachPropertyHasADescriptionAndADefault() throws IOException {
        String text;
        try (InputStream file =
                HoldfastProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> named = new ArrayList<>();
        List<String> withoutDefault = new ArrayList<>();
        for (Object each :
                (List<?>) JsonParserFactory.getJsonParser().parseMap(text).get("properties")) {
            Map<?, ?> property = (Map<?, ?>) each;
            String name = String.valueOf(property.get("name"));
            named.add(name);
            assertThat(String.valueOf(property.get("description"))).as(name).hasSizeGreaterThan(10);
            if (!property.containsKey("defaultValue")) {
                withoutDefault.add(name);
            }
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(expected("holdfast", HoldfastProperties.class));
        assertThat(withoutDefault).containsExactlyInAnyOrderElementsOf(WITHOUT_DEFAULT);
    }

    private static List<String> expected(String prefix, Class<?> type) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                names.addAll(expected(name, component.getType()));
            } else {
                names.add(name);
            }
        }
        return names;
    }
}
