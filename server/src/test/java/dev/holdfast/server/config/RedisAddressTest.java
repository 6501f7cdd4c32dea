package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("quick")
final class RedisAddressTest {
    @Test
    void takesAllParts() {
        assertThat(RedisAddress.parse("rediss://ann:p%40ss@cache.example:6380/3"))
                .isEqualTo(new RedisAddress("cache.example", 6380, "ann", "p@ss", 3, true));
    }

    @Test
    void needsTheHostOnly() {
        assertThat(RedisAddress.parse("redis://cache"))
                .isEqualTo(new RedisAddress("cache", 6379, null, null, 0, false));
        assertThat(RedisAddress.parse("redis://:secret@[::1]:7000/"))
                .isEqualTo(new RedisAddress("[::1]", 7000, null, "secret", 0, false));
    }

    @ParameterizedTest
    @CsvSource({
        "http://cache, does not start with redis:// or rediss://",
        "cache:6379, does not start with redis:// or rediss://",
        "redis://, is not a URL",
        "redis://:se cret@cache, is not a URL",
        "redis://:se/cret@cache, has a malformed host or port",
        "redis://cache:99999, has a malformed host or port",
        "redis://cache/one, has a database that is not a number",
        "redis://secret@cache, has a user and no password",
        "redis://cache?timeout=1, has parameters",
    })
    void saysWhatIsWrongWithoutShowingIt(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddress.parse(text))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("cret"));
    }

    @Test
    void isShownWithoutUserAndPassword() {
        assertThat(RedisAddress.parse("redis://ann:secret@cache/2")).hasToString("redis://cache:6379/2");
    }
}
