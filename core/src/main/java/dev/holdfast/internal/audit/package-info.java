/** Entries of the audit log: what a change was, and how it is written. Start at {@link dev.holdfast.internal.audit.Audited}. */
@NullMarked
package dev.holdfast.internal.audit;

import org.jspecify.annotations.NullMarked;
