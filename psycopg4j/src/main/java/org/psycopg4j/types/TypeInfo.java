// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

/**
 * What a database says of one of its types, by the type's kind: what psycopg2's {@code
 * CompositeCaster} and {@code RangeCaster} tell, and psycopg 3's {@code TypeInfo}.
 */
public sealed interface TypeInfo
    permits ArrayInfo, BaseInfo, CompositeInfo, DomainInfo, EnumInfo, MultirangeInfo, RangeInfo {
  /** What every type has. */
  TypeId id();

  /** The name, as it is: without quotes and schema. */
  default String name() {
    return id().name();
  }

  /** The schema that it is in, as it is. */
  default String schema() {
    return id().schema();
  }

  /** Its number: {@code pg_type.oid}, a column's {@code typeCode}. */
  default long oid() {
    return id().oid();
  }

  /** The number of the type of its arrays; 0 if it has none. */
  default long arrayOid() {
    return id().arrayOid();
  }

  /** The name for use in SQL, with the schema, both in quotes. */
  default String sqlName() {
    return id().sqlName();
  }
}
