package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.server.config.RedisAddress.Tls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("quick")
final class RedisAddressTest {
    @Test
    void takesAllParts() {
        assertThat(RedisAddress.parse("rediss://ann:p%40ss@cache.example:6380/3"))
                .isEqualTo(new RedisAddress("cache.example", 6380, "ann", "p@ss", 3, Tls.DEFAULT));
    }

    @Test
    void needsTheHostOnly() {
        assertThat(RedisAddress.parse("redis://cache")).isEqualTo(new RedisAddress("cache", 6379, null, null, 0, null));
        assertThat(RedisAddress.parse("redis://:secret@[::1]:7000/"))
                .isEqualTo(new RedisAddress("[::1]", 7000, null, "secret", 0, null));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://svc%3Abilling:secret@cache, svc:billing, secret",
        "redis://ann:a:b@cache,              ann,         a:b",
        "redis://ann:p @s/w?r#d@cache:1/2,   ann,         p @s/w?r#d",
        "redis://ann:p%25+w@cache,           ann,         p%+w",
    })
    void takesUserAndPasswordWithSpecialCharacters(String text, String user, String password) {
        RedisAddress address = RedisAddress.parse(text);

        assertThat(address.host()).isEqualTo("cache");
        assertThat(address.user()).isEqualTo(user);
        assertThat(address.password()).isEqualTo(password);
    }

    @Test
    void takesWhatToTrust() {
        assertThat(RedisAddress.parse("rediss://cache?ssl_ca_certs=/etc/my%20ca.pem&ssl_check_hostname=false")
                        .tls())
                .isEqualTo(new Tls(true, false, "/etc/my ca.pem"));
        assertThat(RedisAddress.parse("rediss://cache/1?ssl_cert_reqs=none").tls())
                .isEqualTo(new Tls(false, true, null));
        assertThat(RedisAddress.parse("rediss://cache?ssl_cert_reqs=required&ssl_check_hostname=true")
                        .tls())
                .isEqualTo(Tls.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "http://cache, does not start with redis:// or rediss://",
        "cache:6379, does not start with redis:// or rediss://",
        "redis://, has a malformed host or port",
        "redis://:secret@, has a malformed host or port",
        "redis://:secret@cache:port, has a malformed host or port",
        "redis://cache:99999, has a port that is not between 1 and 65535",
        "redis://cache/one, has a database that is not a number",
        "redis://secret@cache, has a user and no password",
        "redis://:se%cret@cache, write a percent sign as %25",
        "redis://cache?timeout=1, has parameters",
        "redis://cache?ssl_cert_reqs=none, has parameters",
        "rediss://cache?timeout=1, has a parameter that is not one of ssl_ca_certs",
        "rediss://cache?ssl_cert_reqs=optional, has a parameter ssl_cert_reqs that is neither required nor none",
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
