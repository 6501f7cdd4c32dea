package dev.holdfast.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.TakenException;
import dev.holdfast.audit.AuditEntry;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditSubject;
import dev.holdfast.lookup.CodeKind;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {
    private final TestShop shop = new TestShop();
    private final Locations locations = shop.holdfast.locations();

    @Test
    void everyShopHasTheDefaultOne() {
        assertThat(locations.list(PageRequest.first()).items())
                .extracting(Location::code, Location::priority, Location::active)
                .containsExactly(tuple("default", 100, true));
    }

    @Test
    void twoAreAddedAtOnce() throws Exception {
        try (OtherTransaction other = new OtherTransaction(shop)) {
            other.execute("update #versions set locations_version = nextval('#rule_book_tokens')");
            Future<Location> berlin = Threads.begin(() -> locations.create(NewLocation.of("berlin", "Berlin")));
            Threads.awaitWaiting(shop, 1);
            other.commit();

            assertThat(Threads.join(berlin)).isEqualTo(locations.get("berlin"));
        }
    }

    @Test
    void aLocationIsCreatedListedAndChanged() {
        Location berlin = locations.create(new NewLocation("berlin", "Berlin", 10, true));
        locations.create(NewLocation.of("hamburg-2", "Hamburg"));

        assertThat(berlin.priority()).isEqualTo(10);
        assertThat(berlin.createdAt()).isEqualTo(TestShop.START);
        assertThat(locations.get("berlin")).isEqualTo(berlin);
        assertThat(locations.list(new PageRequest(2, null)).items())
                .extracting(Location::code)
                .containsExactly("default", "berlin");
        assertThat(locations
                        .list(new PageRequest(
                                2, locations.list(new PageRequest(2, null)).nextCursor()))
                        .items())
                .extracting(Location::code)
                .containsExactly("hamburg-2");

        shop.clock.advance(Duration.ofMinutes(1));
        Location closed = locations.change(
                "berlin",
                new LocationChange(Patch.set("Berlin (closed)"), Patch.keep(), Patch.set(false), Patch.keep()));
        assertThat(closed)
                .isEqualTo(new Location(
                        "berlin",
                        "Berlin (closed)",
                        10,
                        false,
                        true,
                        TestShop.START,
                        TestShop.START.plus(Duration.ofMinutes(1))));
        shop.clock.advance(Duration.ofMinutes(1));
        assertThat(locations.change("berlin", LocationChange.active(false)))
                .as("nothing changed")
                .isEqualTo(closed);
        assertThat(shop.holdfast.lookup().startingWith(CodeKind.LOCATION, "b", 10))
                .containsExactly("berlin");
    }

    @Test
    void whoChangedWhatIsKept() {
        Locations ofAnn = shop.holdfast.as("ann").locations();
        ofAnn.create(NewLocation.of("berlin", "Berlin"));
        ofAnn.change("berlin", new LocationChange(Patch.keep(), Patch.set(5), Patch.keep(), Patch.keep()));
        ofAnn.change("berlin", new LocationChange(Patch.keep(), Patch.set(5), Patch.keep(), Patch.keep()));

        List<AuditEntry> entries = shop.holdfast
                .audit()
                .list(new AuditFilter("ann", AuditSubject.LOCATION, "berlin", null, null), PageRequest.first())
                .items();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).before()).isEqualTo(Map.of("priority", 100L));
        assertThat(entries.get(0).after()).isEqualTo(Map.of("priority", 5L));
        assertThat(entries.get(1).before()).isNull();
        assertThat(entries.get(1).after()).containsEntry("name", "Berlin").containsEntry("active", true);
    }

    @Test
    void aCodeIsTakenForGood() {
        locations.create(NewLocation.of("berlin", "Berlin"));

        assertThatThrownBy(() -> locations.create(NewLocation.of("berlin", "Another")))
                .isInstanceOfSatisfying(TakenException.class, e -> {
                    assertThat(e.code()).isEqualTo("code_taken");
                    assertThat(e.facts()).containsEntry("location", "berlin");
                });
        assertThat(locations.get("berlin").name()).isEqualTo("Berlin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Berlin", "-berlin", "ber lin", "größe", "", "b/1", "berlin\n", "a\u0000"})
    void whatIsNoCodeIsRefused(String code) {
        assertThatThrownBy(() -> locations.create(NewLocation.of(code, "Name")))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/code")));
        assertThatThrownBy(() -> locations.get(code)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> locations.change(code, LocationChange.active(true)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertThatThrownBy(() -> locations.create(new NewLocation("X", " ", -1, true)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly("/code", "/name", "/priority"));
        locations.create(NewLocation.of("berlin", "Berlin"));
        assertThatThrownBy(() -> locations.change(
                        "berlin", new LocationChange(Patch.set(null), Patch.set(null), Patch.set(null), Patch.keep())))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly("/name", "/priority", "/active"));
    }

    @Test
    void theDefaultOneStaysActive() {
        assertThatThrownBy(() -> locations.change(Location.DEFAULT, LocationChange.active(false)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/active"));
        assertThat(locations
                        .change(
                                Location.DEFAULT,
                                new LocationChange(Patch.set("Shop"), Patch.set(1), Patch.keep(), Patch.keep()))
                        .active())
                .isTrue();
    }

    @Test
    void aChangeCanDependOnWhatWasSeen() {
        Location seen = locations.create(NewLocation.of("berlin", "Berlin"));
        locations.change("berlin", new LocationChange(Patch.set("Else"), Patch.keep(), Patch.keep(), Patch.keep()));

        assertThatThrownBy(() -> locations.change("berlin", LocationChange.active(false), seen::equals))
                .isInstanceOf(PreconditionFailedException.class);
        assertThat(locations.get("berlin").active()).isTrue();
    }
}
