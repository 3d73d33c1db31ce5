// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

/**
 * A range type ({@code psycopg2.extras.RangeCaster}).
 *
 * @param id what every type has
 * @param subtypeOid the type of its bounds
 * @param multirangeOid the type of several such ranges; 0 before PostgreSQL 14
 */
public record RangeInfo(TypeId id, long subtypeOid, long multirangeOid) implements TypeInfo {}
