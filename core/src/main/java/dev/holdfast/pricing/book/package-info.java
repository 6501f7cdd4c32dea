/** The rules of a shop at one moment, indexed. Start at {@link dev.holdfast.pricing.book.RuleBook}. */
@NullMarked
package dev.holdfast.pricing.book;

import org.jspecify.annotations.NullMarked;
