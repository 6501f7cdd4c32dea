/** The configuration of a process. Start at {@link dev.holdfast.server.config.Configuration}. */
@NullMarked
package dev.holdfast.server.config;

import org.jspecify.annotations.NullMarked;
