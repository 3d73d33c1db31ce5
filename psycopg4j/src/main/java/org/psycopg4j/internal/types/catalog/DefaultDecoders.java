// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.HashMap;
import java.util.Map;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.text.ArrayText;
import org.psycopg4j.internal.types.text.BoolText;
import org.psycopg4j.internal.types.text.ByteaText;
import org.psycopg4j.internal.types.text.DateText;
import org.psycopg4j.internal.types.text.Float4Text;
import org.psycopg4j.internal.types.text.Float8Text;
import org.psycopg4j.internal.types.text.IntegerText;
import org.psycopg4j.internal.types.text.IntervalText;
import org.psycopg4j.internal.types.text.LongText;
import org.psycopg4j.internal.types.text.NumericText;
import org.psycopg4j.internal.types.text.StringText;
import org.psycopg4j.internal.types.text.TimeText;
import org.psycopg4j.internal.types.text.TimeTzText;
import org.psycopg4j.internal.types.text.TimestampText;
import org.psycopg4j.internal.types.text.TimestampTzText;
import org.psycopg4j.internal.types.text.UuidText;

/** The decoders of the built-in types, and of their arrays by the arrays' own oids. */
final class DefaultDecoders {
  private static final char COMMA = ',';
  private static final char SEMICOLON = ';'; // typdelim of box, and of no other type

  private final Map<Integer, Decoder> byOid = new HashMap<>();

  private DefaultDecoders() {
    add(Oid.BOOL, Oid.BOOL_ARRAY, new BoolText());
    add(Oid.BYTEA, Oid.BYTEA_ARRAY, new ByteaText());
    add(Oid.INT2, Oid.INT2_ARRAY, IntegerText.int2());
    add(Oid.INT4, Oid.INT4_ARRAY, IntegerText.int4());
    add(Oid.INT8, Oid.INT8_ARRAY, LongText.int8());
    add(Oid.OID, Oid.OID_ARRAY, LongText.oid());
    add(Oid.FLOAT4, Oid.FLOAT4_ARRAY, new Float4Text());
    add(Oid.FLOAT8, Oid.FLOAT8_ARRAY, new Float8Text());
    add(Oid.NUMERIC, Oid.NUMERIC_ARRAY, new NumericText());
    add(Oid.UUID, Oid.UUID_ARRAY, new UuidText());
    add(Oid.DATE, Oid.DATE_ARRAY, new DateText());
    add(Oid.TIME, Oid.TIME_ARRAY, new TimeText());
    add(Oid.TIMETZ, Oid.TIMETZ_ARRAY, new TimeTzText());
    add(Oid.TIMESTAMP, Oid.TIMESTAMP_ARRAY, new TimestampText());
    add(Oid.TIMESTAMPTZ, Oid.TIMESTAMPTZ_ARRAY, new TimestampTzText());
    add(Oid.INTERVAL, Oid.INTERVAL_ARRAY, new IntervalText());
    texts();
    arraysOfOtherTypes();
    StructuredDecoders.addText(byOid, element -> new ArrayText(element, COMMA));
  }

  static Map<Integer, Decoder> byOid() {
    return new DefaultDecoders().byOid;
  }

  private void texts() {
    add(Oid.CHAR, Oid.CHAR_ARRAY, new StringText("char"));
    add(Oid.NAME, Oid.NAME_ARRAY, new StringText("name"));
    add(Oid.TEXT, Oid.TEXT_ARRAY, new StringText("text"));
    add(Oid.BPCHAR, Oid.BPCHAR_ARRAY, new StringText("bpchar"));
    add(Oid.VARCHAR, Oid.VARCHAR_ARRAY, new StringText("varchar"));
    add(Oid.XML, Oid.XML_ARRAY, new StringText("xml"));
    byOid.put(Oid.UNKNOWN, new StringText("unknown"));
  }

  /** Types that are read as text themselves have arrays all the same. */
  private void arraysOfOtherTypes() {
    add(Oid.INT2VECTOR, Oid.INT2VECTOR_ARRAY, new StringText("int2vector"));
    add(Oid.REGPROC, Oid.REGPROC_ARRAY, new StringText("regproc"));
    add(Oid.TID, Oid.TID_ARRAY, new StringText("tid"));
    add(Oid.XID, Oid.XID_ARRAY, new StringText("xid"));
    add(Oid.CID, Oid.CID_ARRAY, new StringText("cid"));
    add(Oid.OIDVECTOR, Oid.OIDVECTOR_ARRAY, new StringText("oidvector"));
    add(Oid.POINT, Oid.POINT_ARRAY, new StringText("point"));
    add(Oid.LSEG, Oid.LSEG_ARRAY, new StringText("lseg"));
    add(Oid.PATH, Oid.PATH_ARRAY, new StringText("path"));
    add(Oid.POLYGON, Oid.POLYGON_ARRAY, new StringText("polygon"));
    add(Oid.LINE, Oid.LINE_ARRAY, new StringText("line"));
    add(Oid.CIRCLE, Oid.CIRCLE_ARRAY, new StringText("circle"));
    add(Oid.MACADDR8, Oid.MACADDR8_ARRAY, new StringText("macaddr8"));
    add(Oid.MONEY, Oid.MONEY_ARRAY, new StringText("money"));
    add(Oid.MACADDR, Oid.MACADDR_ARRAY, new StringText("macaddr"));
    add(Oid.ACLITEM, Oid.ACLITEM_ARRAY, new StringText("aclitem"));
    add(Oid.BIT, Oid.BIT_ARRAY, new StringText("bit"));
    add(Oid.VARBIT, Oid.VARBIT_ARRAY, new StringText("varbit"));
    add(Oid.REFCURSOR, Oid.REFCURSOR_ARRAY, new StringText("refcursor"));
    add(Oid.REGPROCEDURE, Oid.REGPROCEDURE_ARRAY, new StringText("regprocedure"));
    add(Oid.REGOPER, Oid.REGOPER_ARRAY, new StringText("regoper"));
    add(Oid.REGOPERATOR, Oid.REGOPERATOR_ARRAY, new StringText("regoperator"));
    add(Oid.REGCLASS, Oid.REGCLASS_ARRAY, new StringText("regclass"));
    add(Oid.REGTYPE, Oid.REGTYPE_ARRAY, new StringText("regtype"));
    add(Oid.RECORD, Oid.RECORD_ARRAY, new StringText("record"));
    add(Oid.CSTRING, Oid.CSTRING_ARRAY, new StringText("cstring"));
    add(Oid.TXID_SNAPSHOT, Oid.TXID_SNAPSHOT_ARRAY, new StringText("txid_snapshot"));
    add(Oid.PG_LSN, Oid.PG_LSN_ARRAY, new StringText("pg_lsn"));
    add(Oid.TSVECTOR, Oid.TSVECTOR_ARRAY, new StringText("tsvector"));
    add(Oid.TSQUERY, Oid.TSQUERY_ARRAY, new StringText("tsquery"));
    add(Oid.GTSVECTOR, Oid.GTSVECTOR_ARRAY, new StringText("gtsvector"));
    add(Oid.REGCONFIG, Oid.REGCONFIG_ARRAY, new StringText("regconfig"));
    add(Oid.REGDICTIONARY, Oid.REGDICTIONARY_ARRAY, new StringText("regdictionary"));
    add(Oid.JSONPATH, Oid.JSONPATH_ARRAY, new StringText("jsonpath"));
    add(Oid.REGNAMESPACE, Oid.REGNAMESPACE_ARRAY, new StringText("regnamespace"));
    add(Oid.REGROLE, Oid.REGROLE_ARRAY, new StringText("regrole"));
    add(Oid.REGCOLLATION, Oid.REGCOLLATION_ARRAY, new StringText("regcollation"));
    add(Oid.PG_SNAPSHOT, Oid.PG_SNAPSHOT_ARRAY, new StringText("pg_snapshot"));
    add(Oid.XID8, Oid.XID8_ARRAY, new StringText("xid8"));
    Decoder box = new StringText("box");
    byOid.put(Oid.BOX, box);
    byOid.put(Oid.BOX_ARRAY, new ArrayText(box, SEMICOLON));
  }

  private void add(int oid, int arrayOid, Decoder decoder) {
    byOid.put(oid, decoder);
    byOid.put(arrayOid, new ArrayText(decoder, COMMA));
  }
}
