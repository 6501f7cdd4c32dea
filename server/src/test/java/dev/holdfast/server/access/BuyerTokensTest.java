package dev.holdfast.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.server.http.wire.Buyer;
import dev.holdfast.server.http.wire.Refusal;
import dev.holdfast.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are made here by hand, so that what is accepted does not depend on what the library would write. */
@Tag("quick")
class BuyerTokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"buyer+jwt\",\"kid\":\"new\"}";
    private static final Buyer ANN = new Buyer("ann", "gold", Map.of("channel", "web"));

    private final SettableClock clock = new SettableClock(NOW);
    private final BuyerTokens tokens =
            new BuyerTokens(BuyerTokenKey.parse("new:" + SECRET + ", old:" + OTHER_SECRET), clock);

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String secret, String header, String claims) {
        String signed = encoded(header) + "." + encoded(claims);
        return signed + "." + encoded(mac(secret, "HmacSHA256", signed));
    }

    private static byte[] mac(String secret, String algorithm, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String claims(String more) {
        return "{\"aud\":\"holdfast\",\"sub\":\"ann\",\"exp\":"
                + NOW.plusSeconds(60).getEpochSecond() + more + "}";
    }

    private void isRefused(String token, String detail) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> tokens.verify(token))
                .satisfies(refusal -> assertThat(refusal.answer().status()).isEqualTo(401))
                .satisfies(refusal -> assertThat(refusal.answer().code()).isEqualTo("buyer_token_invalid"))
                .satisfies(refusal -> assertThat(refusal.answer().headers()).containsKey("WWW-Authenticate"))
                .satisfies(refusal -> assertThat(refusal.answer().body()).contains(detail));
    }

    @Test
    void whatIsIssuedIsAcceptedUntilItEnds() {
        BuyerTokens.Issued issued = tokens.issue(ANN, Duration.ofMinutes(5));

        assertThat(issued.expiresAt()).isEqualTo(NOW.plusSeconds(300));
        assertThat(tokens.verify(issued.token())).isEqualTo(ANN);
        clock.advance(Duration.ofSeconds(329));
        assertThat(tokens.verify(issued.token())).isEqualTo(ANN);
        clock.advance(Duration.ofSeconds(1));
        isRefused(issued.token(), "has expired");
    }

    @Test
    void aShopSignsByItself() {
        String claims = claims(",\"user_tier\":\"gold\",\"attributes\":{\"channel\":\"web\"},\"iss\":\"shop\",\"x\":1");

        assertThat(tokens.verify(signed(SECRET, HEADER, claims))).isEqualTo(ANN);
        assertThat(tokens.verify(signed(SECRET, HEADER, claims.replace("\"holdfast\"", "[\"other\",\"holdfast\"]"))))
                .isEqualTo(ANN);
    }

    @Test
    void aUserWhoseIdIsANumberIsNamedByItsDigits() {
        String token = signed(SECRET, HEADER, claims("").replace("\"ann\"", "7"));

        assertThat(tokens.verify(token).userId()).isEqualTo("7");
    }

    @Test
    void aKeyIsChangedWithoutRefusingTokensOfBefore() {
        BuyerTokens before = new BuyerTokens(BuyerTokenKey.parse("old:" + OTHER_SECRET), clock);
        String old = before.issue(ANN, Duration.ofMinutes(5)).token();

        assertThat(tokens.verify(old)).isEqualTo(ANN);
        String fresh = tokens.issue(ANN, Duration.ofMinutes(5)).token();
        assertThatThrownBy(() -> before.verify(fresh)).isInstanceOf(Refusal.class);
        BuyerTokens after = new BuyerTokens(BuyerTokenKey.parse("new:" + SECRET), clock);
        assertThat(after.verify(fresh)).isEqualTo(ANN);
        assertThatThrownBy(() -> after.verify(old)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    void aTokenThatIsNotSignedIsRefused(String algorithm) {
        String header = encoded(HEADER.replace("HS256", algorithm));
        for (String signature : List.of("", encoded(mac(SECRET, "HmacSHA256", header + "." + encoded(claims("")))))) {
            isRefused(header + "." + encoded(claims("")) + "." + signature, "the buyer token");
        }
    }

    @Test
    void anotherAlgorithmIsRefused() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initSign(pair.getPrivate());
        String text = encoded(HEADER.replace("HS256", "RS256")) + "." + encoded(claims(""));
        rsa.update(text.getBytes(StandardCharsets.US_ASCII));
        isRefused(text + "." + encoded(rsa.sign()), "is not signed by HS256");

        String longer = encoded(HEADER.replace("HS256", "HS512")) + "." + encoded(claims(""));
        isRefused(longer + "." + encoded(mac(SECRET, "HmacSHA512", longer)), "is not signed by HS256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"alg\":\"HS256\",\"typ\":\"buyer+jwt\",\"kid\":\"other\"} | not signed by a key",
                "{\"alg\":\"HS256\",\"typ\":\"buyer+jwt\",\"kid\":\"old\"} | not signed by a key",
                "{\"alg\":\"HS256\",\"typ\":\"buyer+jwt\"} | not signed by a key",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"new\"} | is not \\\"buyer+jwt\\\"",
                "{\"alg\":\"HS256\",\"kid\":\"new\"} | is not \\\"buyer+jwt\\\"",
                "{\"alg\":\"HS256\",\"typ\":\"buyer+jwt\",\"kid\":\"new\",\"crit\":[\"x\"],\"x\":1} | the buyer token",
                "{\"alg\":\"HS256\",\"typ\":\"buyer+jwt\",\"kid\":7} | malformed",
                "{\"typ\":\"buyer+jwt\",\"kid\":\"new\"} | malformed",
                "[] | malformed"
            })
    void anotherHeaderIsRefused(String header, String detail) {
        isRefused(signed(SECRET, header, claims("")), detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"aud\":\"holdfast\",\"sub\":\"ann\" | does not say when it expires",
                "\"aud\":\"holdfast\",\"exp\":1795867169 | has expired",
                "\"aud\":\"holdfast\",\"exp\":-1 | has expired",
                "\"aud\":\"holdfast\",\"exp\":1795953631 | expires in more than 86400 seconds",
                "\"aud\":\"holdfast\",\"exp\":1e300 | the buyer token",
                "\"aud\":\"holdfast\",\"exp\":\"1795867260\" | malformed",
                "\"aud\":\"holdfast\",\"exp\":1795867260,\"nbf\":1795867231 | is not valid yet",
                "\"aud\":\"other\",\"exp\":1795867260 | is not for the audience",
                "\"exp\":1795867260 | is not for the audience",
                "\"aud\":\"holdfast\",\"exp\":1795867260,\"sub\":{} | malformed",
                "\"aud\":\"holdfast\",\"exp\":1795867260,\"sub\":\"\" | is empty or too long",
                "\"aud\":\"holdfast\",\"exp\":1795867260,\"user_tier\":[] | malformed",
                "\"aud\":\"holdfast\",\"exp\":1795867260,\"attributes\":{\"a\":1} | is no string",
                "\"aud\":\"holdfast\",\"exp\":1795867260,\"attributes\":[] | malformed",
                "\"aud\":\"holdfast\",\"exp\":1795867260,\"attributes\":{\"\":\"b\"} | is empty or too long"
            })
    void otherClaimsAreRefused(String claims, String detail) {
        assertThat(NOW.getEpochSecond()).isEqualTo(1795867200);
        isRefused(signed(SECRET, HEADER, "{" + claims + "}"), detail);
    }

    @Test
    void aClockThatIsLateOrEarlyByHalfAMinuteIsForgiven() {
        String expired = claims("").replace("1795867260", "1795867171");
        String early = claims(",\"nbf\":1795867230");

        assertThat(tokens.verify(signed(SECRET, HEADER, expired)).userId()).isEqualTo("ann");
        assertThat(tokens.verify(signed(SECRET, HEADER, early)).userId()).isEqualTo("ann");
    }

    @Test
    void aTokenThatWasTamperedWithIsRefused() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        String token = tokens.issue(ANN, Duration.ofMinutes(5)).token();
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
        for (int i = 0; i < 2000; i++) {
            StringBuilder changed = new StringBuilder(token);
            int place = random.nextInt(token.length());
            char other = letters.charAt(random.nextInt(letters.length()));
            changed.setCharAt(place, other);
            // The last letter of a signature has two bits that mean nothing.
            boolean isSame = other == token.charAt(place) || place == token.length() - 1;
            if (!isSame) {
                assertThatExceptionOfType(Refusal.class)
                        .as("seed %d: %s", seed, changed)
                        .isThrownBy(() -> tokens.verify(changed.toString()))
                        .satisfies(
                                refusal -> assertThat(refusal.answer().code()).isEqualTo("buyer_token_invalid"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "Bearer x", "\u00e9", "eyJhbGciOiJIUzI1NiJ9", "e30.e30.e30"})
    void anotherTextIsRefused(String text) {
        isRefused(text, "the buyer token");
    }

    @Test
    void aTokenThatIsTooLongIsRefusedAndNotIssued() {
        String padded = signed(SECRET, HEADER, claims(",\"x\":\"" + "x".repeat(4000) + "\""));
        isRefused(padded, "more than 4096 characters");
        isRefused("[".repeat(100_000), "more than 4096 characters");
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 50; i++) {
            many.put("attribute-" + i, "x".repeat(100));
        }

        assertThatThrownBy(() -> tokens.issue(new Buyer("ann", null, many), Duration.ofMinutes(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("/attributes".substring(1));
    }

    @Test
    void withoutAKeyNothingIsIssuedOrAccepted() {
        String token = tokens.issue(ANN, Duration.ofMinutes(5)).token();

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> BuyerTokens.none().issue(ANN, Duration.ofMinutes(5)))
                .satisfies(refusal -> assertThat(refusal.answer().code()).isEqualTo("buyer_tokens_not_configured"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> BuyerTokens.none().verify(token))
                .satisfies(refusal -> assertThat(refusal.answer().code()).isEqualTo("buyer_token_invalid"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret | is not a list of keys such as id:secret,id:secret",
                "a:short | has 5 bytes, fewer than 32",
                ":0123456789abcdef0123456789abcdef | the id of a key",
                "a b:0123456789abcdef0123456789abcdef | the id of a key",
                "a:0123456789abcdef0123456789abcdef,a:fedcba9876543210fedcba9876543210 | two keys with the id a",
                "a:0123456789abcdef0123456789abcdef, | is not a list of keys"
            })
    void keysAreCheckedAndNotRepeated(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BuyerTokenKey.parse(text))
                .withMessageContaining(message)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("0123456789abcdef"));
        assertThat(new BuyerTokenKey("a", SECRET).toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "https://shop.example/",
                "https://Shop.example",
                "https://shop.example:443",
                "http://shop.example:80",
                "https://*.shop.example",
                "https://shop.example,*",
                "null",
                "https://shop.example,",
                "ftp://shop.example"
            })
    void originsAreExact(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AllowedOrigins.parse(text));
    }

    @Test
    void onlyNamedOriginsAreAllowed() {
        AllowedOrigins origins = AllowedOrigins.parse("https://shop.example, http://localhost:5173");

        assertThat(origins.allow("https://shop.example")).isEqualTo("https://shop.example");
        assertThat(origins.allow("http://localhost:5173")).isEqualTo("http://localhost:5173");
        for (String other : List.of(
                "http://shop.example",
                "https://shop.example.evil.example",
                "https://shop.example:8443",
                "null",
                "*",
                "")) {
            assertThat(origins.allow(other)).as(other).isNull();
        }
        assertThat(AllowedOrigins.parse("*").allow("https://anybody.example")).isEqualTo("*");
    }
}
