package dev.holdfast.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("quick")
class TrustedProxiesTest {
    private static List<String> values(@Nullable String headers) {
        return headers == null ? List.of() : List.of(headers.split("; ", -1));
    }

    /** A semicolon separates the values of two headers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // Nobody but a trusted proxy is believed.
                "203.0.113.9|198.51.100.7|203.0.113.9",
                "11.0.0.1|198.51.100.7|11.0.0.1",
                "10.0.0.1||10.0.0.1",
                "10.0.0.1|198.51.100.7|198.51.100.7",
                // What a client has sent stands left of what the proxies have seen.
                "10.0.0.1|6.6.6.6, 198.51.100.7|198.51.100.7",
                "10.0.0.1|6.6.6.6, 198.51.100.7, 10.9.9.9|198.51.100.7",
                "10.0.0.1|6.6.6.6; 198.51.100.7, 10.9.9.9|198.51.100.7",
                "10.0.0.1|10.1.1.1, 198.51.100.7; 10.9.9.9|198.51.100.7",
                "10.0.0.1|10.0.0.2, 10.0.0.3|10.0.0.2",
                // What cannot be read ends it.
                "10.0.0.1|unknown|10.0.0.1",
                "10.0.0.1|198.51.100.7, localhost, 10.0.0.2|10.0.0.2",
                "10.0.0.1|198.51.100.7, , 10.0.0.2|10.0.0.2",
                "10.0.0.1|999.1.1.1|10.0.0.1",
                "10.0.0.1|198.51.100.07|10.0.0.1",
                // Ports and brackets, as proxies write them.
                "10.0.0.1|198.51.100.7:4711|198.51.100.7",
                "10.0.0.1|[2001:db8::7]:4711|2001:db8:0:0:0:0:0:7",
                "10.0.0.1|[2001:db8::7]|2001:db8:0:0:0:0:0:7",
                "10.0.0.1|2001:db8::7|2001:db8:0:0:0:0:0:7",
                "[fd00:1::1]|198.51.100.7|198.51.100.7",
                "fd00:1:ffff::1|198.51.100.7|198.51.100.7",
                "fd00:2::1|198.51.100.7|fd00:2::1",
                "192.0.2.65|198.51.100.7|198.51.100.7",
                "192.0.2.128|198.51.100.7|192.0.2.128",
                "::ffff:10.0.0.1|198.51.100.7|198.51.100.7",
            })
    void theClientIsTheRightmostWhoIsNoTrustedProxy(String peer, @Nullable String forwarded, String client) {
        TrustedProxies proxies = TrustedProxies.parse("10.0.0.0/8, 192.0.2.64/26,fd00:1::/32");

        assertThat(proxies.client(peer, values(forwarded))).isEqualTo(client);
    }

    @Test
    void withoutProxiesNobodyIsBelieved() {
        assertThat(TrustedProxies.none().client("127.0.0.1", List.of("6.6.6.6")))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void aBlockOfNoBitsIsEverybody() {
        assertThat(TrustedProxies.parse("0.0.0.0/0").client("203.0.113.9", List.of("6.6.6.6")))
                .isEqualTo("6.6.6.6");
        assertThat(TrustedProxies.parse("0.0.0.0/0").client("2001:db8::1", List.of("6.6.6.6")))
                .isEqualTo("2001:db8::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0/8",
                "10.0.0.0/8,",
                "::1/129",
                "*",
                "10.0.0.0/8 10.0.0.1"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedProxies.parse(text));
    }
}
