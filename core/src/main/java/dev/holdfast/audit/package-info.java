/** Who changed the catalogue, prices, rules and keys, and how. Start at {@link dev.holdfast.audit.AuditLog}. */
@NullMarked
package dev.holdfast.audit;

import org.jspecify.annotations.NullMarked;
