package dev.holdfast;

/**
 * Something was to be written that a server of the version before would read wrongly, and such servers are not locked out
 * yet. Nothing was changed. Once no such server runs, finish the migration: {@code holdfast migrate --finish}, or {@code
 * Migrations.finish}.
 */
public final class MigrationNotFinishedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /**
     * For Holdfast's own services.
     *
     * @param field the field whose value is not possible yet
     */
    public MigrationNotFinishedException(String field) {
        super(
                "migration_not_finished",
                field + " is possible once the migration is finished (holdfast migrate --finish)",
                null,
                "field",
                field);
    }
}
