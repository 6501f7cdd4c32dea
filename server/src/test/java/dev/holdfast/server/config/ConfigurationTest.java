package dev.holdfast.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.server.access.Rate;
import dev.holdfast.server.config.Configuration.MigrationMode;
import dev.holdfast.server.config.Value.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("quick")
class ConfigurationTest {
    @TempDir
    Path directory;

    private Configuration load(Map<String, String> environment) {
        return Configuration.load(environment, directory);
    }

    private Configuration loadFile(String text) throws IOException {
        Files.writeString(directory.resolve(".env"), text);
        return load(Map.of());
    }

    @Test
    void nothingGivenIsEnough() {
        Configuration configuration = load(Map.of());

        assertThat(configuration.database()).isEmpty();
        assertThat(configuration.get(Variable.SECRET_KEY)).isEmpty();
        assertThat(configuration.get(Variable.HOST)).isEqualTo("127.0.0.1");
        assertThat(configuration.get(Variable.PORT)).isEqualTo(8000);
        assertThat(configuration.dataDirectory())
                .isEqualTo(directory.resolve(".holdfast").toAbsolutePath());
        assertThat(configuration.schema()).isEqualTo("holdfast");
        assertThat(configuration.currency()).isEqualTo(Currency.getInstance("USD"));
        assertThat(configuration.get(Variable.HOLDFAST_RESERVATION_TIME)).isEqualTo(Duration.ofMinutes(15));
        assertThat(configuration.get(Variable.HOLDFAST_MAX_RESERVATION_AGE)).isEqualTo(Duration.ofHours(2));
        assertThat(configuration.get(Variable.HOLDFAST_MAX_ITEMS_PER_CART)).isEqualTo(100);
        assertThat(configuration.get(Variable.HOLDFAST_COMMAND_TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.get(Variable.HOLDFAST_MAX_REQUESTS)).isEqualTo(256);
        assertThat(configuration.get(Variable.HOLDFAST_SWEEP_INTERVAL)).contains(Duration.ofSeconds(30));
        assertThat(configuration.get(Variable.HOLDFAST_MIGRATE)).isEqualTo(MigrationMode.AUTO);
        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.value(Variable.PORT).origin()).isEqualTo(Origin.DEFAULT);
    }

    @Test
    void secretsCanComeFromFilesOfTheirOwn() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "correct horse battery staple\n");

        Configuration configuration = load(Map.of("SECRET_KEY_FILE", file.toString()));
        assertThat(configuration.get(Variable.SECRET_KEY)).contains("correct horse battery staple");
        assertThat(configuration.value(Variable.SECRET_KEY).origin()).isEqualTo(Origin.SECRET_FILE);

        assertThatThrownBy(() -> load(Map.of("DATABASE_URL_FILE", "/not/there")))
                .hasMessage("DATABASE_URL_FILE: \"/not/there\" cannot be read: NoSuchFileException");
        assertThatThrownBy(() -> load(Map.of("SECRET_KEY", "swordfish", "SECRET_KEY_FILE", file.toString())))
                .hasMessage("SECRET_KEY: \"***\" is set, and so is SECRET_KEY_FILE");
        assertThat(load(Map.of("PORT_FILE", file.toString())).get(Variable.PORT))
                .isEqualTo(8000);
    }

    @Test
    void environmentWinsOverFileAndFileOverDefault() throws IOException {
        Files.writeString(directory.resolve(".env"), "PORT=9000\nHOST=127.0.0.2\n");

        Configuration configuration = load(Map.of("PORT", "9001"));

        assertThat(configuration.value(Variable.PORT)).isEqualTo(new Value(Variable.PORT, "9001", Origin.ENVIRONMENT));
        assertThat(configuration.value(Variable.HOST)).isEqualTo(new Value(Variable.HOST, "127.0.0.2", Origin.FILE));
    }

    @Test
    void emptyValueCountsAsNone() throws IOException {
        Files.writeString(directory.resolve(".env"), "PORT=9000\nSECRET_KEY=\n");

        Configuration configuration = load(Map.of("PORT", "", "DATABASE_URL", " "));

        assertThat(configuration.get(Variable.PORT)).isEqualTo(9000);
        assertThat(configuration.get(Variable.SECRET_KEY)).isEmpty();
        assertThat(configuration.database()).isEmpty();
    }

    @Test
    void fileIsReadAsShellsWriteIt() throws IOException {
        Configuration configuration = loadFile("""
                # a comment
                export PORT=9000   # another

                SECRET_KEY="with # and 'quotes' "
                HOLDFAST_SCHEMA = 'shop_1'
                HOLDFAST_DATA=#nothing
                """);

        assertThat(configuration.get(Variable.PORT)).isEqualTo(9000);
        assertThat(configuration.get(Variable.SECRET_KEY)).contains("with # and 'quotes'");
        assertThat(configuration.schema()).isEqualTo("shop_1");
        assertThat(configuration.value(Variable.HOLDFAST_DATA).origin()).isEqualTo(Origin.DEFAULT);
    }

    @Test
    void textThatWasLostIsRefusedAndNamed() {
        assertThatThrownBy(() -> load(Map.of("HOLDFAST_DATA", "d\uFFFDta")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("HOLDFAST_DATA")
                .hasMessageContaining("LC_ALL=C.UTF-8");
        assertThatThrownBy(() -> load(Map.of("SECRET_KEY", "hunter2\uFFFD")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void malformedLineIsNamedAndNotShown() {
        assertThatThrownBy(() -> loadFile("PORT=1\nhunter2\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(".env")
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> loadFile("SECRET_KEY=\"hunter2\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "90s,PT1M30S",
        "15m,PT15M",
        "2h,PT2H",
        "1d,PT24H",
        "500ms,PT0.5S",
        "PT20M,PT20M",
        "5 m,PT5M",
        "15M,PT15M"
    })
    void durationsAreReadInBothForms(String text, Duration expected) {
        assertThat(load(Map.of("HOLDFAST_SWEEP_INTERVAL", text)).get(Variable.HOLDFAST_SWEEP_INTERVAL))
                .contains(expected);
    }

    @Test
    void ratesAreNumbersInAPeriodOrOff() {
        Configuration configuration = load(Map.of(
                "HOLDFAST_SECRET_KEY_RATE", "100/1s",
                "HOLDFAST_UNKNOWN_PROMO_CODE_RATE", "off"));

        assertThat(configuration.get(Variable.HOLDFAST_SECRET_KEY_RATE)).contains(new Rate(100, Duration.ofSeconds(1)));
        assertThat(configuration.get(Variable.HOLDFAST_UNKNOWN_PROMO_CODE_RATE)).isEmpty();
        assertThat(configuration.get(Variable.HOLDFAST_PUBLISHABLE_KEY_RATE)).contains(Rate.inAMinute(600));
        assertThat(load(Map.of()).get(Variable.HOLDFAST_SECRET_KEY_RATE)).isEmpty();
    }

    @Test
    void sweepCanBeOff() {
        assertThat(load(Map.of("HOLDFAST_SWEEP_INTERVAL", "off")).get(Variable.HOLDFAST_SWEEP_INTERVAL))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PORT,eighty",
        "PORT,-1",
        "PORT,65536",
        "PORT,99999999999999999999",
        "PORT,٣",
        "HOLDFAST_SCHEMA,My Shop",
        "HOLDFAST_CURRENCY,euro",
        "HOLDFAST_COMMAND_TIMEOUT,25d",
        "HOLDFAST_COMMAND_TIMEOUT,PT876000H",
        "HOLDFAST_RESERVATION_TIME,99999d",
        "HOLDFAST_CURRENCY,usd",
        "HOLDFAST_RESERVATION_TIME,15",
        "HOLDFAST_RESERVATION_TIME,0s",
        "HOLDFAST_RESERVATION_TIME,-PT1S",
        "HOLDFAST_RESERVATION_TIME,999999999d",
        "HOLDFAST_RESERVATION_TIME,3h",
        "HOLDFAST_RESERVATION_TIMES,gold",
        "HOLDFAST_RESERVATION_TIMES,=5m",
        "HOLDFAST_RESERVATION_TIMES,'gold=5m,'",
        "HOLDFAST_RESERVATION_TIMES,'gold=5m,gold=6m'",
        "HOLDFAST_RESERVATION_TIMES,gold=0s",
        "HOLDFAST_RESERVATION_TIMES,gold=99999d",
        "HOLDFAST_RESERVATION_TIMES,gold=3h",
        "HOLDFAST_CHECKOUT_SESSION_TIME,PT0.5S",
        "HOLDFAST_CHECKOUT_SESSION_TIME,25h",
        "HOLDFAST_ACTOR,a\tb",
        "HOLDFAST_MAX_ITEMS_PER_CART,501",
        "HOLDFAST_POOL_SIZE,1",
        "HOLDFAST_TRUSTED_PROXIES,localhost",
        "HOLDFAST_SECRET_KEY_RATE,100",
        "HOLDFAST_SECRET_KEY_RATE,100/1ms",
        "HOLDFAST_PUBLISHABLE_KEY_RATE,0/1m",
        "HOLDFAST_PUBLISHABLE_KEY_RATE,10/2d",
        "HOLDFAST_UNKNOWN_PROMO_CODE_RATE,10/1m/2",
        "HOLDFAST_MAX_ANONYMOUS_SHARE,101",
        "HOLDFAST_MAX_ANONYMOUS_SHARE,0",
        "HOLDFAST_SWEEP_INTERVAL,never",
        "HOLDFAST_MIGRATE,sometimes",
        "DATABASE_URL,mysql://localhost/x",
    })
    void wrongValueIsNamed(String variable, String value) {
        assertThatThrownBy(() -> load(Map.of(variable, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(value.startsWith("mysql") ? "mysql://" : value);
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://sam:hunter2@localhost/x",
        "postgresql://sam:hunter2@localhost:99999/x",
        "postgresql://sam:hun/ter2?hunter2@localhost:x/y",
        "postgresql://sam:%zzhunter2@localhost/x",
        "mysql://localhost/x?password=hunter2",
        "hunter2",
    })
    void secretOfWrongAddressIsNotShown(String address) {
        assertThatThrownBy(() -> load(Map.of("DATABASE_URL", address)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("ter2");
    }

    @Test
    void secretsAreNotShown() {
        Configuration configuration = load(Map.of(
                "SECRET_KEY", "hunter2",
                "SECRET_KEY_PREVIOUS", "hunter2",
                "DATABASE_URL", "postgresql://sam:hunter2@db.example/shop",
                "REDIS_URL", "redis://:hunter2@localhost:6379"));

        for (Variable<?> variable : Variable.all()) {
            assertThat(configuration.value(variable)).asString().doesNotContain("hunter2");
        }
        assertThat(configuration.database().orElseThrow()).asString().doesNotContain("hunter2");
        assertThat(configuration.value(Variable.DATABASE_URL).shown())
                .isEqualTo("postgresql://sam:***@db.example/shop");
    }

    @Test
    void aKeyBeforeNeedsAKeyAfterIt() {
        assertThat(load(Map.of("SECRET_KEY", "b", "SECRET_KEY_PREVIOUS", "a")).secretKeys())
                .containsExactly("b", "a");
        assertThatThrownBy(() -> load(Map.of("SECRET_KEY_PREVIOUS", "hunter2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SECRET_KEY_PREVIOUS")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void tiersHaveReservationTimes() {
        assertThat(load(Map.of("HOLDFAST_RESERVATION_TIMES", "gold=30m, a=b = PT1H"))
                        .get(Variable.HOLDFAST_RESERVATION_TIMES))
                .containsOnly(entry("gold", Duration.ofMinutes(30)), entry("a=b", Duration.ofHours(1)));
        assertThat(load(Map.of()).get(Variable.HOLDFAST_RESERVATION_TIMES)).isEmpty();
    }

    @Test
    void unknownVariableOfOursIsWarnedAboutWithTheNearestName() throws IOException {
        Files.writeString(directory.resolve(".env"), "HOLDFAST_POOLSIZE=3\nOTHER=1\n");

        Configuration configuration = load(Map.of("HOLDFAST_RESERVATION_TIMEZ", "5m", "HOLDFAST_ZZZZZZZZZZZZ", "1"));

        assertThat(configuration.warnings())
                .containsExactly(
                        "HOLDFAST_POOLSIZE is set but unknown; did you mean HOLDFAST_POOL_SIZE?",
                        "HOLDFAST_RESERVATION_TIMEZ is set but unknown; did you mean HOLDFAST_RESERVATION_TIME?",
                        "HOLDFAST_ZZZZZZZZZZZZ is set but unknown");
    }
}
