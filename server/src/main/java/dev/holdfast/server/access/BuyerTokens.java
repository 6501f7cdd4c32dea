package dev.holdfast.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.server.http.wire.Buyer;
import dev.holdfast.server.http.wire.Refusal;
import dev.holdfast.server.http.wire.Text;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies buyer tokens: JSON Web Tokens by which a shop's server says who a buyer is, and which the buyer's
 * browser shows. The first of the keys signs, all verify, so that keys can be changed. Whoever holds a key can sign tokens
 * without asking this server. Thread-safe.
 *
 * <p>Nothing about how a token is signed is taken from the token: the algorithm is HS256, and type and audience are
 * fixed (RFC 8725).
 */
public final class BuyerTokens {
    /** The longest life of a token. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /** The most characters of a token; servers and proxies refuse requests with longer headers. */
    public static final int MOST_CHARACTERS = 4096;

    /** The audience of each token, the claim {@code aud}. */
    public static final String AUDIENCE = "holdfast";

    /** The type of each token, {@code typ} in its header. */
    public static final String TYPE = "buyer+jwt";

    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final JOSEObjectType JOSE_TYPE = new JOSEObjectType(TYPE);
    private static final String TIER = "user_tier";
    private static final String ATTRIBUTES = "attributes";

    private final Clock clock;
    private volatile Keys keys;

    /** What signs new tokens, if anything does, and what verifies tokens, by the ids of their keys. */
    private record Keys(@Nullable Signer signer, Map<String, MACVerifier> verifiers) {
        static Keys of(List<BuyerTokenKey> keys) {
            try {
                Map<String, MACVerifier> verifiers = new LinkedHashMap<>();
                for (BuyerTokenKey key : keys) {
                    verifiers.put(key.id(), new MACVerifier(key.bytes()));
                }
                Signer signer = keys.isEmpty()
                        ? null
                        : new Signer(keys.get(0).id(), new MACSigner(keys.get(0).bytes()));
                return new Keys(signer, verifiers);
            } catch (JOSEException e) {
                throw new IllegalArgumentException("a key of buyer tokens cannot be used", e);
            }
        }
    }

    /** What signs new tokens, and the id of its key. */
    private record Signer(String keyId, MACSigner signer) {}

    /**
     * A token.
     *
     * @param token shown by the buyer's browser as {@code X-Buyer-Token}
     * @param expiresAt when it ends
     */
    public record Issued(String token, Instant expiresAt) {}

    /**
     * Works with keys.
     *
     * @param keys none to refuse every token, and to issue none
     * @param clock tells when tokens are issued and whether they have ended
     */
    public BuyerTokens(List<BuyerTokenKey> keys, Clock clock) {
        this.clock = clock;
        this.keys = Keys.of(keys);
    }

    /** Works with other keys from now on, in place of those before. */
    public void change(List<BuyerTokenKey> newKeys) {
        keys = Keys.of(newKeys);
    }

    /** Refuses every token, and issues none. */
    public static BuyerTokens none() {
        return new BuyerTokens(List.of(), Clock.systemUTC());
    }

    /**
     * Checks that there is a key.
     *
     * @throws Refusal if there is none
     */
    public void requireKey() {
        signer();
    }

    private Signer signer() {
        Signer signer = keys.signer();
        if (signer == null) {
            throw Refusal.buyerTokensNotConfigured();
        }
        return signer;
    }

    /**
     * Issues a token.
     *
     * @param life at most {@link #LONGEST}
     * @throws Refusal if there is no key
     * @throws dev.holdfast.InvalidInputException if the token would be too long
     */
    public Issued issue(Buyer buyer, Duration life) {
        Signer present = signer();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(life);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .audience(AUDIENCE)
                .subject(buyer.userId())
                .claim(TIER, buyer.userTier())
                .claim(ATTRIBUTES, buyer.attributes().isEmpty() ? null : buyer.attributes())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(end))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSE_TYPE)
                .keyID(present.keyId)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(present.signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a buyer token cannot be signed", e);
        }
        String text = token.serialize();
        if (text.length() > MOST_CHARACTERS) {
            throw new InvalidInputException(
                    "/" + ATTRIBUTES, "make a token of " + text.length() + " characters, more than " + MOST_CHARACTERS);
        }
        return new Issued(text, end);
    }

    /**
     * Verifies a token.
     *
     * @return who its shop says that the buyer is
     * @throws Refusal if it is not a token that is valid now
     */
    public Buyer verify(String token) {
        Map<String, MACVerifier> verifiers = keys.verifiers();
        if (verifiers.isEmpty()) {
            throw invalid("this server has no key that verifies buyer tokens");
        }
        if (token.length() > MOST_CHARACTERS) {
            throw invalid("the buyer token has more than " + MOST_CHARACTERS + " characters");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            checkSignature(jwt, verifiers);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            checkTimes(claims);
            if (!claims.getAudience().contains(AUDIENCE)) {
                throw invalid("the buyer token is not for the audience \"" + AUDIENCE + "\"");
            }
            return buyer(claims);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw invalid("the buyer token is malformed");
        }
    }

    private static void checkSignature(SignedJWT jwt, Map<String, MACVerifier> verifiers) throws JOSEException {
        JWSHeader header = jwt.getHeader();
        if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())) {
            throw invalid("the buyer token is not signed by HS256");
        }
        if (!JOSE_TYPE.equals(header.getType())) {
            throw invalid("the type of the buyer token is not \"" + TYPE + "\"");
        }
        MACVerifier verifier = header.getKeyID() == null ? null : verifiers.get(header.getKeyID());
        if (verifier == null || !jwt.verify(verifier)) {
            throw invalid("the buyer token is not signed by a key of this server");
        }
    }

    private void checkTimes(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date end = claims.getExpirationTime();
        if (end == null) {
            throw invalid("the buyer token does not say when it expires");
        }
        if (!end.toInstant().plus(LEEWAY).isAfter(now)) {
            throw invalid("the buyer token has expired");
        }
        if (end.toInstant().isAfter(now.plus(LONGEST).plus(LEEWAY))) {
            throw invalid("the buyer token expires in more than " + LONGEST.toSeconds() + " seconds");
        }
        Date start = claims.getNotBeforeTime();
        if (start != null && start.toInstant().minus(LEEWAY).isAfter(now)) {
            throw invalid("the buyer token is not valid yet");
        }
    }

    private static Buyer buyer(JWTClaimsSet claims) throws ParseException {
        Map<String, String> attributes = new LinkedHashMap<>();
        Map<String, Object> claimed = claims.getJSONObjectClaim(ATTRIBUTES);
        if (claimed != null) {
            for (Map.Entry<String, Object> attribute : claimed.entrySet()) {
                if (!(attribute.getValue() instanceof String value)) {
                    throw invalid("an attribute of the buyer token is no string");
                }
                attributes.put(attribute.getKey(), value);
            }
        }
        Buyer buyer = new Buyer(claims.getSubject(), claims.getStringClaim(TIER), attributes);
        if (attributes.size() > Limits.ATTRIBUTES
                || isFaulty(buyer.userId())
                || isFaulty(buyer.userTier())
                || attributes.entrySet().stream()
                        .anyMatch(each -> isFaulty(each.getKey()) || isFaulty(each.getValue()))) {
            throw invalid("a text of the buyer token is empty or too long, or there are too many attributes");
        }
        return buyer;
    }

    private static boolean isFaulty(@Nullable String word) {
        return word != null && Text.fault(word, Limits.WORD) != null;
    }

    private static Refusal invalid(String detail) {
        return Refusal.invalidBuyerToken(detail);
    }
}
