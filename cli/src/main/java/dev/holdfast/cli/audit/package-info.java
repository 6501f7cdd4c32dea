/** The command that shows who changed what. Start at {@link dev.holdfast.cli.audit.AuditCommand}. */
@NullMarked
package dev.holdfast.cli.audit;

import org.jspecify.annotations.NullMarked;
