/** How the packages of the server may know each other. Start at {@link dev.holdfast.server.house.ServerRules}. */
@NullMarked
package dev.holdfast.server.house;

import org.jspecify.annotations.NullMarked;
