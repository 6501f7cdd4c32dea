/**
 * The tables that one transaction has locked and loaded, and how it saves them. Start at {@link
 * dev.holdfast.internal.work.WorkingSet}.
 */
@NullMarked
package dev.holdfast.internal.work;

import org.jspecify.annotations.NullMarked;
