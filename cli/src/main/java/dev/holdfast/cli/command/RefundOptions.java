package dev.holdfast.cli.command;

import dev.holdfast.cli.input.Amounts;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of what gives money back. */
final class RefundOptions {
    @Option(names = "--charge", paramLabel = "CODE", description = "A charge that is given back. Can be repeated.")
    private @Nullable List<String> charges;

    @Option(
            names = "--refund",
            paramLabel = "AMOUNT",
            description = "What the total falls by, if that is less than by rights; needs a reason.")
    private @Nullable String refund;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in words.")
    private @Nullable String reason;

    List<String> charges() {
        return charges == null ? List.of() : charges;
    }

    @Nullable
    BigDecimal total() {
        return refund == null ? null : Amounts.decimal("/refund", refund);
    }

    @Nullable
    String reason() {
        return reason;
    }
}
