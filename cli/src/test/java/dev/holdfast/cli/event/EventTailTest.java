package dev.holdfast.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.NewCart;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.event.Event;
import dev.holdfast.event.EventFilter;
import dev.holdfast.event.EventType;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** How events are followed. What the reader of the output does on each write makes the time go on. */
@Timeout(60)
class EventTailTest {
    private static final long SECOND = 1_000_000_000;

    private final TestShop shop = new TestShop();
    private final Stop stop = new Stop();
    private final Output out = new Output();
    private final Output err = new Output();
    private long time;

    /** Keeps what is written, and does the next of the steps each time. */
    private static final class Output extends OutputStream {
        private interface Step {
            void run() throws Exception;
        }

        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final Deque<Step> steps = new ArrayDeque<>();

        void then(Step step) {
            steps.add(step);
        }

        @Override
        public void write(int part) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            text.write(bytes, offset, length);
            Step step = steps.poll();
            if (step != null) {
                try {
                    step.run();
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        }

        List<String> lines() {
            return text.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void eventsAreWrittenAsTheyCome() {
        long first = shop.cart();
        out.then(() -> shop.holdfast.as("ann").carts().create(NewCart.anonymous()));
        out.then(stop::ask);

        assertThat(tail("0", EventFilter.all())).isEqualTo(ExitCode.DONE);

        assertThat(out.lines())
                .containsExactly(
                        TestShop.START + "  cart.created            carts/" + first + "  USD",
                        TestShop.START + "  cart.created            carts/" + (first + 1) + "  USD  by ann");
        assertThat(err.lines())
                .containsExactly("go on with: --after " + shop.holdfast.events().latest());
    }

    @Test
    void withTheJsonOptionEachLineIsAnObject() {
        shop.checkOut(shop.cartWith(shop.variant(1), 1));
        out.then(stop::ask);

        tail("0", EventFilter.of(EventType.CART_CREATED, EventType.ORDER_PLACED), "-o", "json");

        assertThat(out.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("{\"id\":\"").endsWith("}}"));
        assertThat(out.lines().get(1)).contains("\"type\":\"order.placed\"", "\"total\":\"");
    }

    @Test
    void csvHasOneHeading() {
        shop.cart();
        out.then(() -> {});
        out.then(shop::cart);
        out.then(stop::ask);

        tail("0", EventFilter.all(), "-o", "csv");

        assertThat(out.lines()).hasSize(3);
        assertThat(out.lines().get(0)).isEqualTo("id,occurred_at,type,subject,actor,data");
    }

    @Test
    void aReaderWhoLeavesEndsIt() {
        shop.cart();
        out.then(() -> {
            throw new IOException("broken pipe");
        });

        assertThat(tail("0", EventFilter.all())).isEqualTo(ExitCode.DONE);
        assertThat(err.lines()).isEmpty();
    }

    @Test
    void aPersonIsToldOnceWhatHoldsTheEventsUp() throws Exception {
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("set application_name = 'billing'");
            shop.holdfast.within(host.connection).carts().create(NewCart.anonymous());
            int pid = host.pid();
            err.then(host::commit);
            out.then(() -> {
                assertThat(err.lines())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "no events can be read, because 1 are not settled yet: waiting for the transaction of "
                                        + "process " + pid + " (billing), which has been open for ");
                stop.ask();
            });

            tail("0", EventFilter.all());

            assertThat(out.lines()).hasSize(1);
        }
    }

    @Test
    void patienceLastsTwoSecondsOfOneHoldUp() throws Exception {
        HoldUp holdUp = new HoldUp(() -> time, Instant::now);
        try (OtherTransaction host = new OtherTransaction(shop)) {
            shop.holdfast.within(host.connection).carts().create(NewCart.anonymous());
            var held = shop.holdfast.events().progress();

            assertThat(holdUp.gotNothing(held)).isEmpty();
            time += 2 * SECOND - 1;
            assertThat(holdUp.gotNothing(held)).isEmpty();
            time += 1;
            assertThat(holdUp.gotNothing(held)).isPresent();
            time += 9 * SECOND;
            assertThat(holdUp.gotNothing(held)).as("said once").isEmpty();
            holdUp.gotOn();
            assertThat(holdUp.gotNothing(held)).isEmpty();
            time += 2 * SECOND;
            assertThat(holdUp.gotNothing(held)).as("another one").isPresent();
        }
        assertThat(holdUp.gotNothing(shop.holdfast.events().progress())).isEmpty();
    }

    @Test
    void aLineFitsTheTerminal() {
        shop.checkOut(shop.cartWith(shop.variant(3), 3));
        out.then(stop::ask);

        tail("0", EventFilter.all());

        assertThat(out.lines())
                .hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(TextTable.width(line)).as(line).isLessThanOrEqualTo(80));
    }

    @Test
    void everyTypeHasASummaryOnOneLine() {
        for (EventType type : EventType.values()) {
            assertThat(EventSummary.of(new Event("1-a", type, Instant.EPOCH, null, "carts/1", Map.of())))
                    .as(type.word())
                    .doesNotContain("\n");
        }
    }

    private int tail(String after, EventFilter filter, String... options) {
        Session session = new Session(
                Map.of("COLUMNS", "80", "NO_COLOR", "1"),
                Path.of("."),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                true,
                true);
        HoldUp holdUp = new HoldUp(() -> time += SECOND, Instant::now);
        return new EventTail(session, output(options), holdUp, stop).follow(shop.holdfast.events(), after, filter);
    }

    private static OutputOptions output(String... options) {
        OutputOptions output = new OutputOptions();
        @Command
        class Any {}
        new CommandLine(new Any())
                .addMixin("output", output)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(options);
        return output;
    }
}
