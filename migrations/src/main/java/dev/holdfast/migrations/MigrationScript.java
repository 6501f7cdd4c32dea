package dev.holdfast.migrations;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** The migrations as one SQL script for psql, which also writes the rows that Flyway would write. */
final class MigrationScript {
    private static final String SCHEMA = "${schema}";

    // As Flyway creates it; a test compares the two.
    private static final String NEW_SCHEMA = """
            do $holdfast$ begin
              if not exists (select from pg_namespace where nspname = '${schema}') then
                create schema "${schema}";
              end if;
              if current_setting('server_encoding') <> 'UTF8' then
                raise exception 'the database has the encoding %%, which cannot store all text',
                  current_setting('server_encoding');
              end if;
              if exists (
            %s    select from objects) then
                raise exception 'schema ${schema} is not empty'
                  using hint = 'If it is the shop of an older version, name that version with --from.';
              end if;
            end $holdfast$;
            create table "${schema}".schema_history (
              installed_rank integer not null constraint schema_history_pk primary key,
              version varchar(50),
              description varchar(200) not null,
              type varchar(20) not null,
              script varchar(1000) not null,
              checksum integer,
              installed_by varchar(100) not null,
              installed_on timestamp not null default now(),
              execution_time integer not null,
              success boolean not null);
            create index schema_history_s_idx on "${schema}".schema_history (success);
            """.formatted(NewSchema.OBJECTS.replace("?", "'${schema}'"));

    // The lock keeps a migrating server out until the script has committed.
    @SuppressWarnings("InlineFormatString")
    private static final String OLDER_SCHEMA = """
            lock table "${schema}".schema_history in exclusive mode;
            do $holdfast$ begin
              if (select string_agg(%s, E'\\n' order by installed_rank)
                  from "${schema}".schema_history where type <> 'SCHEMA') is distinct from
            '%s' then
                raise exception 'schema ${schema} is not at version %s of Holdfast'
                  using hint = 'Print the script again for the version that it is at.';
              end if;
            end $holdfast$;
            """;

    @SuppressWarnings("InlineFormatString")
    private static final String HISTORY_ROW = """
            insert into "${schema}".schema_history
              (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
            select coalesce(max(installed_rank), 0) + 1, '%s', '%s', 'SQL', '%s', %d, current_user, 0, true
            from "${schema}".schema_history;
            """;

    private MigrationScript() {}

    /**
     * The script from one version to the newest.
     *
     * @param from the version of a migration, or 0 for a schema that is missing or empty
     * @param schema a valid name
     */
    static String of(int from, String schema) {
        List<String> missing = SchemaHistory.SCRIPTS.stream()
                .filter(script -> SchemaHistory.version(script) > from)
                .toList();
        if (missing.isEmpty()) {
            return "-- Schema " + schema + " is up to date at version " + from + ".\n";
        }
        StringBuilder script = new StringBuilder()
                .append("-- Brings schema ")
                .append(schema)
                .append(from == 0 ? "" : " from version " + from)
                .append(" to version ")
                .append(Migrations.newest())
                .append(" of Holdfast, in one transaction.\n\\set ON_ERROR_STOP on\nbegin;\n")
                // As Flyway sets it, so that nothing of another schema is found.
                .append("set local search_path to \"${schema}\";\n")
                .append(from == 0 ? NEW_SCHEMA : olderSchema(from));
        for (String migration : missing) {
            script.append("\n-- ")
                    .append(migration)
                    .append('\n')
                    .append(read(migration).strip())
                    .append('\n')
                    .append(historyRow(migration));
        }
        return script.append("\ncommit;\n").toString().replace(SCHEMA, schema);
    }

    /** The grants for a role. */
    static String grants(String schema, String role) {
        return read("grants.sql")
                .replace("${role}", '"' + role.replace("\"", "\"\"") + '"')
                .replace(SCHEMA, schema);
    }

    private static String olderSchema(int from) {
        String expected = SchemaHistory.SCRIPTS.stream()
                .filter(script -> SchemaHistory.version(script) <= from)
                .map(SchemaHistory::expected)
                .collect(Collectors.joining("\n"));
        return OLDER_SCHEMA.formatted(SchemaHistory.ROW, expected, from);
    }

    private static String historyRow(String migration) {
        return HISTORY_ROW.formatted(
                SchemaHistory.version(migration),
                SchemaHistory.description(migration),
                migration,
                SchemaHistory.checksum(migration));
    }

    private static String read(String migration) {
        try (Reader file = MigrationFiles.open(migration)) {
            StringWriter text = new StringWriter();
            file.transferTo(text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
