package dev.holdfast.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code in the section on testing of docs/embedding.md is that of tests that the build runs. */
class DocsTest {
    private static final Path HOME = Path.of("..");

    @Test
    void theExamplesOfEmbeddingArePartsOfTests() throws IOException {
        String page = read("docs/embedding.md");
        String section = page.substring(page.indexOf("\n## Testing\n"), page.indexOf("\n## Examples\n"));
        List<String> blocks = Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(section)
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks).hasSize(2);
        assertThat(read("testing/src/test/java/dev/holdfast/testing/junit/LastUnitTest.java"))
                .endsWith("\n" + blocks.get(0));
        assertThat(read("examples/spring-boot/src/test/java/shop/ShopTest.java").replaceAll("(?m)^    ", ""))
                .contains("\n" + blocks.get(1));
    }

    private static String read(String file) throws IOException {
        return Files.readString(HOME.resolve(file));
    }
}
