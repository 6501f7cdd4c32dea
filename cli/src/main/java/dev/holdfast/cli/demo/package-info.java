/** The sample shop: start at {@link dev.holdfast.cli.demo.DemoShop}. */
@NullMarked
package dev.holdfast.cli.demo;

import org.jspecify.annotations.NullMarked;
