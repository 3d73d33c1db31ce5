// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

/**
 * The type of another one's arrays, such as {@code _int4}.
 *
 * @param id what every type has
 * @param elementOid the type of its elements
 */
public record ArrayInfo(TypeId id, long elementOid) implements TypeInfo {}
