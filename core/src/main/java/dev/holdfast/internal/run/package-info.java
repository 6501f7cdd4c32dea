/**
 * Runs commands: combines concurrent ones, retries, and keeps answers by idempotency key. Start at {@link
 * dev.holdfast.internal.run.CommandRunner}.
 */
@NullMarked
package dev.holdfast.internal.run;

import org.jspecify.annotations.NullMarked;
