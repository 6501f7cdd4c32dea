/** Whether the server can work, and if not, why. Start at {@link dev.holdfast.server.health.Readiness}. */
@NullMarked
package dev.holdfast.server.health;

import org.jspecify.annotations.NullMarked;
