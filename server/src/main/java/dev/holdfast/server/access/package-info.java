/**
 * On whose behalf a request is made, and who is let in. Start at {@link dev.holdfast.server.access.Keyring}.
 */
@NullMarked
package dev.holdfast.server.access;

import org.jspecify.annotations.NullMarked;
