/**
 * The keys that requests to a shop's server are made with, and what each of them may do. The library itself asks for no
 * key. Start at {@link dev.holdfast.access.ApiKeys}.
 */
@NullMarked
package dev.holdfast.access;

import org.jspecify.annotations.NullMarked;
