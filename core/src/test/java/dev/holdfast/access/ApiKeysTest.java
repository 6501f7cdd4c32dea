package dev.holdfast.access;

import static dev.holdfast.access.Scope.CATALOG_READ;
import static dev.holdfast.access.Scope.KEYS_WRITE;
import static dev.holdfast.access.Scope.ORDERS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.UnavailableException;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private final TestShop shop = new TestShop();
    private final ApiKeys keys = shop.holdfast.apiKeys();

    private List<WorkingKeys.Secret> working() {
        return Objects.requireNonNull(keys.working(0).secrets());
    }

    private static String digest(String secret) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aKeyIsANameWithScopesAndASecretThatIsNotKept() throws Exception {
        IssuedKey issued = keys.create(NewApiKey.secret("shop-server", Set.of(ORDERS_WRITE, CATALOG_READ)));

        assertThat(issued.secret()).matches("hf_sk_[A-Za-z0-9_-]{43}");
        assertThat(issued.toString()).doesNotContain(issued.secret());
        assertThat(issued.apiKey()).isEqualTo(keys.get(issued.apiKey().id()));
        assertThat(issued.apiKey().scopes()).containsExactly(CATALOG_READ, ORDERS_WRITE);
        assertThat(issued.secret()).endsWith(issued.apiKey().hint());
        assertThat(shop.count("select count(*) from #api_keys k where k::text like '%"
                        + issued.secret().substring(10) + "%'"))
                .isZero();
        assertThat(working())
                .containsExactly(new WorkingKeys.Secret(
                        issued.apiKey().id(),
                        "shop-server",
                        KeyKind.SECRET,
                        issued.apiKey().scopes(),
                        digest(issued.secret()),
                        null));
    }

    @Test
    void aPublishableKeyHasFixedScopes() {
        IssuedKey issued = keys.create(NewApiKey.publishable("storefront"));

        assertThat(issued.secret()).startsWith("hf_pk_");
        assertThat(issued.apiKey().scopes()).isEqualTo(Scope.ofPublishableKeys());
        assertThatThrownBy(() -> keys.create(new NewApiKey("another", KeyKind.PUBLISHABLE, Set.of(KEYS_WRITE), null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("scopes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1st", "a b", "a\nb", "käse", "a/b"})
    void aNameIsHarmlessInALog(String name) {
        assertThatThrownBy(() -> keys.create(NewApiKey.secret(name, Set.of(CATALOG_READ))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("name");
        assertThat(keys.named(name)).isEmpty();
    }

    @Test
    void whatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> keys.create(
                        NewApiKey.secret("x".repeat(101), Set.of()).expiringIn(ApiKeys.LONGEST_LIFE.plusSeconds(1))))
                .hasMessageContaining("name")
                .hasMessageContaining("scopes")
                .hasMessageContaining("expires_in");
        assertThat(keys.list(PageRequest.first()).items()).isEmpty();
    }

    @Test
    void aNameIsFreeAgainWhenItsKeyIsRevoked() {
        ApiKey first =
                keys.create(NewApiKey.secret("erp", Set.of(CATALOG_READ))).apiKey();

        assertThatThrownBy(() -> keys.create(NewApiKey.publishable("erp")))
                .isInstanceOf(TakenException.class)
                .extracting("code")
                .isEqualTo("name_taken");
        ApiKey revoked = keys.revoke(first.id());
        assertThat(keys.revoke(first.id())).isEqualTo(revoked);
        ApiKey second = keys.create(NewApiKey.publishable("erp")).apiKey();

        assertThat(revoked.revokedAt()).isEqualTo(TestShop.START);
        assertThat(keys.named("erp")).contains(second);
        assertThat(keys.list(PageRequest.first()).items()).containsExactly(revoked, second);
        assertThat(working()).extracting(WorkingKeys.Secret::keyId).containsExactly(second.id());
        assertThatThrownBy(() -> keys.revoke(second.id() + 1)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void ofARotatedKeyTheSecretBeforeWorksForATime() throws Exception {
        IssuedKey first = keys.create(NewApiKey.secret("erp", Set.of(CATALOG_READ)));
        long id = first.apiKey().id();

        IssuedKey second = keys.rotate(id, Duration.ofMinutes(5));
        assertThat(second.apiKey().previousUntil()).isEqualTo(TestShop.START.plusSeconds(300));
        assertThat(working())
                .extracting(WorkingKeys.Secret::digest, WorkingKeys.Secret::until)
                .containsExactly(
                        tuple(digest(second.secret()), null),
                        tuple(digest(first.secret()), TestShop.START.plusSeconds(300)));

        IssuedKey third = keys.rotate(id, Duration.ZERO);
        assertThat(working()).extracting(WorkingKeys.Secret::digest).containsExactly(digest(third.secret()));
        assertThat(third.apiKey().previousUntil()).isNull();
        assertThat(third.apiKey().name()).isEqualTo("erp");
    }

    @Test
    void aSecretBeforeARotationEndsWithItsKey() {
        long id = keys.create(NewApiKey.secret("erp", Set.of(CATALOG_READ)).expiringIn(Duration.ofSeconds(60)))
                .apiKey()
                .id();

        keys.rotate(id, Duration.ofHours(1));

        assertThat(working())
                .extracting(WorkingKeys.Secret::until)
                .containsExactly(TestShop.START.plusSeconds(60), TestShop.START.plusSeconds(60));
        keys.revoke(id);
        assertThat(working()).isEmpty();
    }

    @Test
    void aKeyThatHasEndedIsNotRotated() {
        long expired = keys.create(NewApiKey.secret("a", Set.of(CATALOG_READ)).expiringIn(Duration.ofSeconds(60)))
                .apiKey()
                .id();
        long revoked = keys.create(NewApiKey.secret("b", Set.of(CATALOG_READ)))
                .apiKey()
                .id();
        keys.revoke(revoked);
        shop.clock.advance(Duration.ofSeconds(60));
        long version = keys.working(0).version();

        assertThatThrownBy(() -> keys.rotate(expired, Duration.ZERO))
                .isInstanceOf(KeyInactiveException.class)
                .hasMessageContaining("expired");
        assertThatThrownBy(() -> keys.rotate(revoked, Duration.ZERO))
                .isInstanceOf(KeyInactiveException.class)
                .hasMessageContaining("revoked");
        assertThatThrownBy(() -> keys.rotate(revoked, ApiKeys.LONGEST_OVERLAP.plusSeconds(1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> keys.rotate(99, Duration.ZERO)).isInstanceOf(NotFoundException.class);
        assertThat(keys.working(version).secrets()).isNull();
    }

    @Test
    void everyChangeRaisesTheVersionAndAUseDoesNot() {
        long none = keys.working(0).version();
        ApiKey key = keys.create(NewApiKey.secret("erp", Set.of(CATALOG_READ))).apiKey();
        long created = keys.working(none).version();
        keys.rotate(key.id(), Duration.ZERO);
        long rotated = keys.working(created).version();
        keys.noteUse(Map.of(key.id(), TestShop.START.plusSeconds(5)));
        keys.noteUse(Map.of(key.id(), TestShop.START.plusSeconds(64)));

        assertThat(List.of(none, created, rotated)).isSorted().doesNotHaveDuplicates();
        assertThat(keys.working(rotated)).isEqualTo(new WorkingKeys(rotated, TestShop.START, null));
        assertThat(keys.get(key.id()).lastUsedAt()).isEqualTo(TestShop.START.plusSeconds(5));
        keys.noteUse(Map.of(key.id(), TestShop.START.plusSeconds(65)));
        assertThat(keys.get(key.id()).lastUsedAt()).isEqualTo(TestShop.START.plusSeconds(65));
        keys.revoke(key.id());
        assertThat(keys.working(rotated).secrets()).isEmpty();
    }

    /** Otherwise a server accepts no key for as long as a connection whose other end has gone keeps its reader waiting. */
    @Test
    void aReadingThatGetsNoAnswerIsGivenUp() throws Exception {
        keys.create(NewApiKey.secret("erp", Set.of(CATALOG_READ)));
        try (Connection other = TestDatabase.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (Statement lock = other.createStatement()) {
                lock.execute("lock table \"" + shop.schema + "\".api_key_version in access exclusive mode");
            }

            assertThatThrownBy(() -> keys.working(0)).isInstanceOf(UnavailableException.class);

            other.rollback();
        }
        assertThat(working()).hasSize(1);
    }

    @Test
    void aScopeThatThisVersionDoesNotKnowMeansNothing() {
        keys.create(NewApiKey.secret("erp", Set.of(CATALOG_READ)));
        shop.execute("update #api_keys set scopes = array['catalog:read', 'moon:write']");

        assertThat(working()).extracting(WorkingKeys.Secret::scopes).containsExactly(Set.of(CATALOG_READ));
    }
}
