package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.cli.AdminCommands;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The exact output of commands, from files beside this class: a command after {@code $}, its output, its messages after
 * {@code !}, and its exit code unless it is 0. Times are replaced by {@code TIME}, cursors of events by {@code CURSOR}, tokens by {@code TOKEN}, durations by
 * {@code N}. {@code -Dwrite} writes the files again.
 */
class TranscriptTest extends AdminCommands {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/dev/holdfast/cli/command");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @ParameterizedTest
    @ValueSource(strings = {"goods", "stock", "carts", "rules", "shop", "events"})
    void commandsWriteWhatTheTranscriptSays(String name) throws IOException {
        Path file = TRANSCRIPTS.resolve(name + ".txt");
        String expected = Files.readString(file);
        shop();
        String actual = expected.lines()
                .filter(line -> line.startsWith("$ "))
                .map(this::transcript)
                .collect(Collectors.joining("\n"));
        if (System.getProperty("write") != null) {
            Files.writeString(file, actual);
        }

        assertThat(actual).isEqualTo(Files.readString(file));
    }

    /** Sets up the sample shop with an open cart, an order, an expired cart and files of rules and products. */
    private void shop() throws IOException {
        console.done("demo");
        Holdfast shop = console.shop();
        long open = shop.carts()
                .create(new NewCart("sam", "gold", List.of("WELCOME"), null))
                .id();
        shop.carts().put(open, PutItem.of(1, 3));
        shop.carts().put(open, PutItem.of(13, 4));
        long sold = shop.carts().create(NewCart.anonymous()).id();
        shop.carts().put(sold, PutItem.of(19, 1));
        shop.carts().setCharge(sold, new NewCharge("shipping", "By post", Money.of("4.90", "USD")));
        shop.checkout().place(CheckoutRequest.of(sold));
        Holdfast then = Holdfast.builder(TestDatabase.dataSource())
                .schema(console.schema)
                .clock(new SettableClock(Instant.parse("2020-02-02T02:02:02Z")))
                .build();
        long expired = then.carts().create(NewCart.anonymous()).id();
        then.carts().put(expired, PutItem.of(2, 5));
        Files.writeString(directory.resolve("rules.yaml"), """
                rules:
                  - code: HALF
                    conditions: {stored_codes: true, user_tiers: [silver, gold]}
                    discount: {type: percent_off, percent: 50}
                  - code: OVER
                    name: Summer
                    ends_at: 2020-01-01T00:00:00Z
                    conditions: {promo_code: SUMMER}
                    discount: {type: percent_off, percent: 12.5}
                """);
        Files.writeString(directory.resolve("wrong.csv"), "handle,name,base_price,sku\nx,X,much,X-1\nx,Y,,X-1\n");
    }

    private String transcript(String line) {
        String command = line.substring(2);
        int exitCode = console.run(WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new));
        StringBuilder text = new StringBuilder(line).append('\n').append(lasting(console.out()));
        lasting(console.err())
                .lines()
                .forEach(message -> text.append("! ").append(message).append('\n'));
        return text.append(exitCode == ExitCode.DONE ? "" : "exit " + exitCode + "\n")
                .toString();
    }

    /** Replaces what differs from run to run. The layout of a table with times depends on them, so it is dropped. */
    private String lasting(String text) {
        String withoutTimes = withoutTimes(text)
                .replaceAll("\"duration_ms\": ?\\d+", "\"duration_ms\": N")
                .replaceAll("(?m)^(\\d+,\\d+,\\d+,\\d+),\\d+,(?=true|false)", "$1,N,")
                .replaceAll(" *\\d+\\.\\d\\d s\\b", " N s")
                .replaceAll("ct_[A-Za-z0-9_-]{32}", "TOKEN")
                .replaceAll("\\b\\d+([.]\\d+)?-[0-9a-z]{10}\\b", "CURSOR")
                .replace(console.schema, "SCHEMA")
                .replaceAll("postgres(ql)?://\\S+?(?=[, \"]|$)", "URL");
        return withoutTimes.contains("TIME") ? withoutTimes.replaceAll(" {2,}", " ") : withoutTimes;
    }
}
