package dev.holdfast.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.Console;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code events list} and {@code events progress}. */
class EventsCommandTest {
    private final TestShop shop = new TestShop();

    @TempDir
    private Path directory;

    private Console console = new Console(Path.of("."), shop.schema);

    @BeforeEach
    void ownDirectory() {
        console = new Console(directory, shop.schema);
    }

    @Test
    void aPageSaysWhereToGoOn() {
        Variant variant = shop.variant("10.00", 5);
        long cart = shop.cartWith(variant, 2);
        long order = shop.checkOut(cart).id();

        List<String> first =
                console.lines("events", "list", "--types", "reservation.created,order.placed", "--limit", "1");
        assertThat(first).hasSize(2);
        assertThat(first.get(0)).startsWith("at").contains("type", "subject", "actor", "summary", "id");
        assertThat(first.get(1))
                .contains("reservation.created", "carts/" + cart, "variant " + variant.id() + ", +2, 2 held");
        String cursor = cursor();
        assertThat(first.get(1)).endsWith(cursor);

        List<String> second =
                console.lines("events", "list", "--types", "reservation.created,order.placed", "--after", cursor);
        assertThat(second).hasSize(2);
        assertThat(second.get(1)).contains("order.placed", "orders/" + order, "20.00 USD, 1 item");
        assertThat(cursor()).isEqualTo(shop.holdfast.events().latest());
        assertThat(console.lines("events", "list", "--after", cursor())).hasSize(1);
        assertThat(console.lines("events", "list", "--subject", "carts/" + cart))
                .hasSize(4);
    }

    @Test
    void jsonHasTheMembersOfEvents() {
        long cart = shop.holdfast.as("ann").carts().create(NewCart.anonymous()).id();
        String id = shop.holdfast.events().latest();

        assertThat(console.done("events", "list", "-o", "json"))
                .isEqualTo("{\"items\":[{\"id\":\"" + id + "\",\"type\":\"cart.created\",\"occurred_at\":\""
                        + TestShop.START
                        + "\",\"actor\":\"ann\",\"subject\":\"carts/" + cart + "\",\"data\":{\"cart_id\":" + cart
                        + ",\"user_id\":null,\"currency\":\"USD\"}}],\"next_cursor\":\"" + id + "\"}\n");
        assertThat(console.err()).isEmpty();
        assertThat(console.done("events", "list", "-o", "csv"))
                .startsWith("id,occurred_at,type,subject,actor,data\n" + id + "," + TestShop.START
                        + ",cart.created,carts/" + cart + ",ann,\"{\"\"cart_id\"\":" + cart);
    }

    @Test
    void whatCannotBeReadIsRefused() {
        refused(ExitCode.FINDING, "not in this shop", "--after", "999999-abc");
        refused(ExitCode.USAGE, "--after: ", "--after", "yesterday");
        refused(ExitCode.USAGE, "--subject: ", "--subject", "shops/1");
        refused(ExitCode.USAGE, "--limit: ", "--limit", "1001");
        refused(ExitCode.USAGE, "'order.eaten' is not a type of event", "--types", "order.placed,order.eaten");
        assertThat(console.run("events", "tail", "--after", "999999-abc")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err()).contains("not in this shop").doesNotContain("go on with");
    }

    private void refused(int exitCode, String message, String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "events";
        command[1] = "list";
        System.arraycopy(options, 0, command, 2, options.length);
        assertThat(console.run(command)).isEqualTo(exitCode);
        assertThat(console.err()).contains(message);
    }

    @Test
    void aTableFitsTheTerminal() {
        shop.checkOut(shop.cartWith(shop.variant(3), 3));
        shop.holdfast.as("a-server-with-a-long-name").carts().create(NewCart.anonymous());
        console.terminal = true;
        console.environment.put("COLUMNS", "80");
        console.environment.put("NO_COLOR", "1");

        assertThat(console.done("events", "list").lines())
                .hasSizeGreaterThan(6)
                .allSatisfy(line -> assertThat(TextTable.width(line)).as(line).isLessThanOrEqualTo(80))
                .anyMatch(line -> line.contains("reservation.created"));
        assertThat(console.err()).contains("not shown: ");
    }

    @Test
    void anOpenTransactionIsNamed() throws Exception {
        assertThat(console.lines("events", "progress")).containsExactly("behind  0");
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("set application_name = 'billing'");
            Holdfast within = shop.holdfast.within(host.connection);
            within.carts().create(NewCart.anonymous());
            shop.cart();

            List<String> lines = console.lines("events", "progress");
            assertThat(lines.get(0)).isEqualTo("behind  2");
            assertThat(lines.get(2)).contains("pid", "application", "since", "age_seconds");
            assertThat(lines.get(3)).contains(Integer.toString(host.pid()), "billing");
            assertThat(console.done("events", "progress", "-o", "json"))
                    .matches("\\{\"behind\":2,\"open_transactions\":\\[\\{\"pid\":" + host.pid()
                            + ",\"application\":\"billing\",\"since\":\"[^\"]+\",\"age_seconds\":\\d+}]}\n");
        }
        assertThat(console.done("events", "progress", "-o", "csv")).isEqualTo("pid,application,since,age_seconds\n");
    }

    private String cursor() {
        return console.err().strip().replaceFirst("go on with: --after ", "");
    }
}
