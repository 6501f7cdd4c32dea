package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.cli.Shell.Result;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in arguments, output, files, file names and variables, in processes whose locale is none, or not installed. */
@Tag("long")
@Timeout(180)
class LocaleTest {
    private static final String NAME = "Bücher 東京 😀";

    @TempDir
    Path directory;

    private final String schema = TestDatabase.newSchema();
    private Shell shell = new Shell(Path.of("."));

    @BeforeEach
    void installed() throws IOException {
        Shell.installation(directory.resolve("home"));
        shell = new Shell(directory);
        shell.environment.put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment.put("DATABASE_URL", TestDatabase.url());
        shell.environment.put("HOLDFAST_SCHEMA", schema);
        shell.environment.put("HOLDFAST_POOL_SIZE", "2");
    }

    private List<String> names() {
        Holdfast shop =
                Holdfast.builder(TestDatabase.dataSource()).schema(schema).build();
        return shop.catalog().products(ProductFilter.all(), PageRequest.first(10)).items().stream()
                .map(Product::name)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LC_ALL=C", "LANG=xx_XX.UTF-8", "LC_ALL=C.UTF-8"})
    void textIsKept(String locale) throws Exception {
        Result added = shell.run(
                locale.isEmpty() ? "" : "export " + locale,
                "home/holdfast products add --name '" + NAME + "' --price 9 -o json || exit",
                "home/holdfast export 'bücher 東京.csv' || exit",
                "ls");

        assertThat(added.err()).isEqualTo("exported 1 products\n");
        assertThat(added.exit()).isZero();
        assertThat(added.out()).contains("\"name\":\"" + NAME + "\"").contains("\nbücher 東京.csv\n");
        assertThat(names()).containsExactly(NAME);
    }

    @Test
    void directoryAndVariablesAndFilesAreRead() throws Exception {
        Result shown = shell.run(
                "mkdir -p 'bücher' && cd 'bücher' || exit",
                "echo 'HOLDFAST_CURRENCY=JPY' >.env",
                "printf 'handle,title,price\\ntee,%s,9\\n' '" + NAME + "' >'東京.csv'",
                "export HOLDFAST_DATA='dàta'",
                "../home/holdfast config || exit",
                "../home/holdfast import '東京.csv' >&2");

        assertThat(shown.exit()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("JPY").contains("dàta");
        assertThat(names()).containsExactly(NAME);
    }

    @Test
    void messagesAreWrittenAsTheyAre() throws Exception {
        Result refused = shell.run("home/holdfast products show 'bücher-東京'");

        assertThat(refused.exit()).isEqualTo(ExitCode.FINDING);
        assertThat(refused.err()).contains("bücher-東京");
    }

    @Test
    void withoutTheLauncherLostTextIsRefused() throws Exception {
        String java = "exec \"$JAVA_HOME/bin/java\" -jar \"$OLDPWD/home/cli/target/holdfast.jar\" ";

        Result argument = shell.run("cd . && " + java + "products add --name 'Bücher' --price 9");
        assertThat(argument.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(argument.err()).contains("argument 4").contains("LC_ALL=C.UTF-8");

        Result variable = shell.run("export HOLDFAST_DATA='dàta'; cd . && " + java + "products list");
        assertThat(variable.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(variable.err()).contains("HOLDFAST_DATA").contains("LC_ALL=C.UTF-8");

        Result place = shell.run("mkdir 'bücher' && cd 'bücher' && " + java + "products list");
        assertThat(place.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(place.err()).contains("working directory").contains("LC_ALL=C.UTF-8");
        assertThat(names()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        Result argument = shell.run("home/holdfast products add --name \"$(printf 'B\\374cher')\" --price 9");
        assertThat(argument.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(argument.err()).contains("argument 4");

        Result input = shell.run("printf '{\"code\": \"B\\374\"}' | home/holdfast rules add -f -");
        assertThat(input.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(input.err()).contains("UTF-8");
        assertThat(names()).isEmpty();
    }
}
