/** Uses clients that were generated from the contract and that nobody edited. */
package dev.holdfast.clients;
