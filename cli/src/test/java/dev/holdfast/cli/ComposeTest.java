package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml}: nothing in it opens a door, and every service has only what it needs. */
class ComposeTest {
    private static final Path HOME = Path.of("..");
    private static final Pattern DEFAULTED = Pattern.compile("\\$\\{([A-Z_]+):?-[^}]*}");
    private static final List<String> ENDING = List.of("secrets", "migrate");

    private final String text = read("docker-compose.yml");
    private final Map<String, Map<String, Object>> services = services();

    @Test
    void everyServiceIsHardened() {
        assertThat(services).hasSizeGreaterThanOrEqualTo(8);
        services.forEach((name, service) -> {
            assertThat(service.get("read_only")).as(name + ": read_only").isEqualTo(true);
            assertThat(list(service, "cap_drop")).as(name).containsExactly("ALL");
            assertThat(list(service, "security_opt")).as(name).containsExactly("no-new-privileges:true");
            assertThat(service).as(name).containsKeys("mem_limit", "pids_limit").doesNotContainKey("privileged");
            assertThat(String.valueOf(service.get("user"))).as(name + ": user").doesNotMatch("null|root.*|0(:.*)?");
            if (!ENDING.contains(name)) {
                assertThat(service).as(name).containsKey("healthcheck");
                assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
            }
            assertThat(list(service, "ports")).as(name).allMatch(port -> port.contains(":-127.0.0.1:"));
        });
    }

    @Test
    void noPasswordIsKnownBeforehand() {
        Matcher defaults = DEFAULTED.matcher(text);
        while (defaults.find()) {
            assertThat(defaults.group(1)).doesNotContainPattern("PASSWORD|SECRET|KEY|TOKEN");
        }
        services.forEach((name, service) -> environment(service).forEach((variable, value) -> {
            if (variable.matches(".*(PASSWORD|SECRET|KEY|_URL).*")) {
                assertThat(value).as(name + ": " + variable).matches("/secrets/[a-z]+/[a-z-]+|\\$\\{SECRET_KEY:\\?.+}");
            }
        }));
        assertThat(read("docker/secrets")).contains("/dev/urandom");
    }

    @Test
    void onlyTheMigrationActsAsTheOwnerOfTheTables() {
        assertThat(mounting("secrets-owner")).containsExactly("db", "migrate", "secrets");
        assertThat(mounting("secrets-app")).containsExactly("api", "db", "secrets", "worker");
        assertThat(mounting("secrets-redis")).containsExactly("redis", "secrets", "worker");
        assertThat(environment(service("migrate"))).containsEntry("DATABASE_URL_FILE", "/secrets/owner/database-url");
        for (String name : List.of("api", "worker")) {
            assertThat(environment(service(name)))
                    .as(name)
                    .containsEntry("DATABASE_URL_FILE", "/secrets/app/database-url")
                    .containsEntry("HOLDFAST_MIGRATE", "never");
        }
        assertThat(list(service("migrate"), "command")).containsExactly("migrate", "--grant-to", "holdfast_app");
        assertThat(read("docker/db/roles.sh"))
                .contains("holdfast_app", "holdfast_owner")
                .doesNotContain("superuser;");
        // Whatever serves mounts its secrets without the right to change them.
        services.forEach((name, service) -> list(service, "volumes").stream()
                .filter(volume -> volume.startsWith("secrets-") && !name.equals("secrets"))
                .forEach(volume -> assertThat(volume).as(name).endsWith(":ro")));
    }

    @Test
    void databaseAndRedisAreReachedByThoseWhoNeedThem() {
        assertThat(list(service("db"), "networks")).containsExactly("data");
        assertThat(list(service("redis"), "networks")).containsExactly("data");
        assertThat(service("db")).doesNotContainKey("ports");
        assertThat(list(service("prometheus"), "networks")).containsExactly("front");
        assertThat(document().get("networks").toString()).contains("data={internal=true}");
    }

    @Test
    void itsCommandsExistAndTheirMetricsAreScraped() {
        for (String name : List.of("migrate", "api", "worker")) {
            String[] command = list(service(name), "command").stream()
                    .map(argument -> argument.replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1"))
                    .toArray(String[]::new);
            Main.commandLine(new Session(Map.of(), HOME, System.out, System.err, false))
                    .parseArgs(command);
        }
        List<String> worker = list(service("worker"), "command");
        String address = worker.get(worker.indexOf("--metrics") + 1);
        assertThat(read("docker/prometheus/prometheus.yml"))
                .contains("\"worker:" + address.replaceFirst(".*:", "") + "\"")
                .contains("\"api:8000\"");
    }

    @Test
    void mountsFilesThatExist() {
        services.forEach((name, service) -> list(service, "volumes").stream()
                .filter(volume -> volume.startsWith("./"))
                .forEach(volume -> assertThat(HOME.resolve(volume.substring(0, volume.indexOf(':'))))
                        .as(name)
                        .exists()));
        assertThat(HOME.resolve("docker/secrets")).isExecutable();
        assertThat(HOME.resolve("docker/db/roles.sh")).isExecutable();
    }

    private List<String> mounting(String volume) {
        return services.entrySet().stream()
                .filter(entry ->
                        list(entry.getValue(), "volumes").stream().anyMatch(mount -> mount.startsWith(volume + ":")))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Object> service(String name) {
        assertThat(services).containsKey(name);
        return services.get(name);
    }

    private static List<String> list(Map<String, Object> service, String key) {
        return service.get(key) instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, String> environment(Map<String, Object> service) {
        Map<String, String> variables = new TreeMap<>();
        if (service.get("environment") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
        }
        return variables;
    }

    private Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> found = new TreeMap<>();
        if (document().get("services") instanceof Map<?, ?> all) {
            all.forEach((name, service) -> {
                Map<String, Object> members = new TreeMap<>();
                if (service instanceof Map<?, ?> given) {
                    given.forEach((key, value) -> members.put(String.valueOf(key), value));
                }
                found.put(String.valueOf(name), members);
            });
        }
        return found;
    }

    private Map<String, Object> document() {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static String read(String file) {
        try {
            return Files.readString(HOME.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
