// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

/**
 * A type that is made of no other: a built-in one, or one with input and output functions of its
 * own, as extensions bring them; pseudo-types too.
 *
 * @param id what every type has
 */
public record BaseInfo(TypeId id) implements TypeInfo {}
