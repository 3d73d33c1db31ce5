// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.psycopg4j.internal.types.Oid;

/**
 * The types that a string literal may become, which itself is of the type unknown (PostgreSQL
 * manual, "Type Conversion"), such that its text means the same when it is bound.
 *
 * <p>Only built-in ones, and of them neither interval, whose text is read by the fields that are
 * asked for ({@code '5'::interval minute} are minutes, while a 5 that is bound are seconds before
 * it is one), nor pseudo-types and those that only catalogs have. Domains, which check when a
 * literal is parsed, can't be told from the other types that were created.
 */
final class UnknownTypes {
  private UnknownTypes() {}

  /** Whether it is one of them. */
  static boolean accept(int oid) {
    return isBase(oid) || isArray(oid) || oid == Oid.BOX_ARRAY;
  }

  private static boolean isBase(int oid) {
    return switch (oid) {
      case Oid.TEXT, Oid.VARCHAR, Oid.BPCHAR, Oid.NAME, Oid.BOOL, Oid.BYTEA, Oid.UUID -> true;
      case Oid.INT2, Oid.INT4, Oid.INT8, Oid.FLOAT4, Oid.FLOAT8, Oid.NUMERIC, Oid.MONEY -> true;
      case Oid.DATE, Oid.TIME, Oid.TIMETZ, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> true;
      case Oid.JSON, Oid.JSONB, Oid.JSONPATH, Oid.XML, Oid.TSVECTOR, Oid.TSQUERY -> true;
      case Oid.INET, Oid.CIDR, Oid.MACADDR, Oid.MACADDR8, Oid.BIT, Oid.VARBIT -> true;
      case Oid.POINT, Oid.LSEG, Oid.PATH, Oid.BOX, Oid.POLYGON, Oid.LINE, Oid.CIRCLE -> true;
      case Oid.INT4RANGE, Oid.INT8RANGE, Oid.NUMRANGE -> true;
      case Oid.DATERANGE, Oid.TSRANGE, Oid.TSTZRANGE -> true;
      case Oid.INT4MULTIRANGE, Oid.INT8MULTIRANGE, Oid.NUMMULTIRANGE -> true;
      case Oid.DATEMULTIRANGE, Oid.TSMULTIRANGE, Oid.TSTZMULTIRANGE -> true;
      case Oid.OID, Oid.XID, Oid.XID8, Oid.CID, Oid.TID, Oid.PG_LSN, Oid.PG_SNAPSHOT -> true;
      case Oid.TXID_SNAPSHOT, Oid.REFCURSOR, Oid.REGCLASS, Oid.REGTYPE, Oid.REGPROC -> true;
      case Oid.REGPROCEDURE, Oid.REGOPER, Oid.REGOPERATOR, Oid.REGCONFIG -> true;
      case Oid.REGDICTIONARY, Oid.REGNAMESPACE, Oid.REGROLE, Oid.REGCOLLATION -> true;
      default -> false;
    };
  }

  /** Whether it is one of them, an array whose elements are separated by commas. */
  static boolean isArray(int oid) {
    return switch (oid) {
      case Oid.TEXT_ARRAY, Oid.VARCHAR_ARRAY, Oid.BPCHAR_ARRAY, Oid.NAME_ARRAY -> true;
      case Oid.BOOL_ARRAY, Oid.BYTEA_ARRAY, Oid.UUID_ARRAY -> true;
      case Oid.INT2_ARRAY, Oid.INT4_ARRAY, Oid.INT8_ARRAY, Oid.NUMERIC_ARRAY -> true;
      case Oid.FLOAT4_ARRAY, Oid.FLOAT8_ARRAY, Oid.MONEY_ARRAY -> true;
      case Oid.DATE_ARRAY, Oid.TIME_ARRAY, Oid.TIMETZ_ARRAY -> true;
      case Oid.TIMESTAMP_ARRAY, Oid.TIMESTAMPTZ_ARRAY -> true;
      case Oid.JSON_ARRAY, Oid.JSONB_ARRAY, Oid.JSONPATH_ARRAY, Oid.XML_ARRAY -> true;
      case Oid.TSVECTOR_ARRAY, Oid.TSQUERY_ARRAY -> true;
      case Oid.INET_ARRAY, Oid.CIDR_ARRAY, Oid.MACADDR_ARRAY, Oid.MACADDR8_ARRAY -> true;
      case Oid.BIT_ARRAY, Oid.VARBIT_ARRAY, Oid.OID_ARRAY, Oid.REGCLASS_ARRAY -> true;
      case Oid.REGTYPE_ARRAY, Oid.PG_LSN_ARRAY, Oid.POINT_ARRAY -> true;
      case Oid.INT4RANGE_ARRAY, Oid.INT8RANGE_ARRAY, Oid.NUMRANGE_ARRAY -> true;
      case Oid.DATERANGE_ARRAY, Oid.TSRANGE_ARRAY, Oid.TSTZRANGE_ARRAY -> true;
      default -> false;
    };
  }
}
