/** What a process is told from outside: start at {@link dev.holdfast.server.config.Configuration}. */
@NullMarked
package dev.holdfast.server.config;

import org.jspecify.annotations.NullMarked;
