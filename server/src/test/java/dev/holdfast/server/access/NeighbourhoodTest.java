package dev.holdfast.server.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.server.access.Neighbourhood.Visit;
import dev.holdfast.server.http.wire.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("quick")
class NeighbourhoodTest {
    private final Neighbourhood neighbourhood = new Neighbourhood("127.0.0.1");

    private static Visit to(@Nullable String host) {
        return new Visit("POST", host, List.of(), null, null, null);
    }

    private static Visit from(String... origins) {
        return new Visit("POST", "localhost", List.of(origins), null, null, null);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "127.0.0.1",
                "127.8.8.8",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]"
            })
    void theLoopbackIsHere(@Nullable String host) {
        assertThatCode(() -> neighbourhood.check(to(host))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1x",
                "127.1.evil",
                "evil-localhost",
                "10.0.0.1",
                "0.0.0.0",
                "[::]",
                "[fe80::1]",
                "[zz]",
                ""
            })
    void everyOtherNameIsElsewhere(String host) {
        assertThatThrownBy(() -> neighbourhood.check(to(host)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("host_not_allowed")
                .hasMessageContaining("SECRET_KEY");
    }

    @Test
    void theNameThatItListensOnIsHere() {
        assertThatCode(() -> new Neighbourhood("Shop.Home").check(to("shop.home")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8000", "http://localhost", "https://127.0.0.1:3000", "http://[::1]:5173"})
    void aPageOfTheLoopbackMayCall(String origin) {
        assertThatCode(() -> neighbourhood.check(from(origin))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://evil.example",
                "http://evil.example:8000",
                "http://localhost.evil.example",
                "http://localhost@evil.example",
                "https://evil.example/localhost",
                "file://localhost",
                "chrome-extension://localhost",
                "localhost",
                "http://",
                "ht tp://localhost"
            })
    void anotherPageMayNot(String origin) {
        assertThatThrownBy(() -> neighbourhood.check(from(origin))).hasMessageContaining("origin_not_allowed");
        assertThatThrownBy(() -> neighbourhood.check(from("http://localhost", origin)))
                .hasMessageContaining("origin_not_allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, same-origin, cors, empty",
        "POST, same-origin, cors, empty",
        "GET, same-site, no-cors, image",
        "GET, none, navigate, document",
        "POST, none, navigate, document",
        "GET, cross-site, navigate, document",
        "HEAD, cross-site, navigate, document",
        "GET, , , "
    })
    void whatTheBrowserSaysIsHarmless(
            String method, @Nullable String site, @Nullable String mode, @Nullable String destination) {
        assertThatCode(() -> neighbourhood.check(new Visit(method, "localhost", List.of(), site, mode, destination)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, cross-site, no-cors, image",
        "GET, cross-site, cors, empty",
        "GET, cross-site, navigate, iframe",
        "GET, cross-site, , ",
        "POST, cross-site, navigate, document",
        "DELETE, cross-site, cors, empty"
    })
    void whatAnotherSiteSendsIsRefused(
            String method, String site, @Nullable String mode, @Nullable String destination) {
        assertThatThrownBy(
                        () -> neighbourhood.check(new Visit(method, "localhost", List.of(), site, mode, destination)))
                .hasMessageContaining("origin_not_allowed");
    }
}
