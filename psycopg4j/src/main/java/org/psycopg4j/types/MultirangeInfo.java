// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

/**
 * A multirange type, PostgreSQL 14 and later.
 *
 * @param id what every type has
 * @param rangeOid the type of its ranges
 */
public record MultirangeInfo(TypeId id, long rangeOid) implements TypeInfo {}
