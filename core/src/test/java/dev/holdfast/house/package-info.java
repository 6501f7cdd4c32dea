/** The rules of the house: start at {@link dev.holdfast.house.HouseRulesTest}. */
@NullMarked
package dev.holdfast.house;

import org.jspecify.annotations.NullMarked;
