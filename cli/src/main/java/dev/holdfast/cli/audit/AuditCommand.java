package dev.holdfast.cli.audit;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditSubject;
import dev.holdfast.cli.input.EnumCandidates;
import dev.holdfast.cli.input.Moments;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.Session;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast audit}. */
@Command(
        name = "audit",
        description = {
            "Lists who changed products, prices, rules, promo codes and keys.",
            "Shows the members that changed, before and after, newest first. Movements of stock are in stock ledger, and what happens "
                    + "to orders in orders show."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast audit --subject variant --id 12",
            "  holdfast audit --actor cli:jane --from 2026-11-23T00:00:00Z -o csv"
        })
public final class AuditCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS =
            Column.list("at actor action subject_kind subject_id! before* after* id#~");

    private final Session session;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only what this actor did, such as cli:jane.")
    private @Nullable String actor;

    @Option(
            names = "--subject",
            paramLabel = "KIND",
            completionCandidates = Subjects.class,
            description = "Only changes of this kind of thing: product, variant, pricing_rule, promo_code, api_key or "
                    + "location.")
    private @Nullable AuditSubject subject;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "Only changes of this thing, named by its id or, for rules, promo codes and locations, its code; needs "
                            + "--subject.")
    private @Nullable String id;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "Only changes made at this time or later, such as 2026-11-23T12:00:00Z.")
    private @Nullable OffsetDateTime from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "Only changes made before this time.")
    private @Nullable OffsetDateTime to;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** The command in a session. */
    public AuditCommand(Session session) {
        this.session = session;
    }

    /** Kinds of things for completion. */
    static final class Subjects extends EnumCandidates {
        Subjects() {
            super(AuditSubject.values());
        }
    }

    @Override
    public Integer call() {
        AuditFilter filter = new AuditFilter(
                actor, subject, id, from == null ? null : from.toInstant(), to == null ? null : to.toInstant());
        return session.work(shop -> output.page(session, shop.audit().list(filter, page.request()), COLUMNS));
    }
}
