// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.HashMap;
import java.util.Map;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.binary.ArrayBinary;
import org.psycopg4j.internal.types.binary.BitBinary;
import org.psycopg4j.internal.types.binary.BoolBinary;
import org.psycopg4j.internal.types.binary.ByteaBinary;
import org.psycopg4j.internal.types.binary.DateBinary;
import org.psycopg4j.internal.types.binary.Float4Binary;
import org.psycopg4j.internal.types.binary.Float8Binary;
import org.psycopg4j.internal.types.binary.GeometricBinary;
import org.psycopg4j.internal.types.binary.IntegerBinary;
import org.psycopg4j.internal.types.binary.InternalBinary;
import org.psycopg4j.internal.types.binary.IntervalBinary;
import org.psycopg4j.internal.types.binary.LongBinary;
import org.psycopg4j.internal.types.binary.MacaddrBinary;
import org.psycopg4j.internal.types.binary.NumericBinary;
import org.psycopg4j.internal.types.binary.TimeBinary;
import org.psycopg4j.internal.types.binary.TimeTzBinary;
import org.psycopg4j.internal.types.binary.TimestampBinary;
import org.psycopg4j.internal.types.binary.TimestampTzBinary;
import org.psycopg4j.internal.types.binary.TsvectorBinary;
import org.psycopg4j.internal.types.binary.UuidBinary;
import org.psycopg4j.internal.types.binary.VectorBinary;
import org.psycopg4j.internal.types.binary.VersionedText;
import org.psycopg4j.internal.types.binary.XmlBinary;
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

/**
 * The decoders of the built-in types, and of their arrays by the arrays' own oids: a line names the
 * type, its array type, the decoder of its text format and that of its binary format.
 */
final class DefaultDecoders {
  private static final char COMMA = ',';
  private static final char SEMICOLON = ';'; // typdelim of box, and of no other type

  static final DefaultDecoders ALL = new DefaultDecoders();

  private final Map<Integer, Decoder> text = new HashMap<>();
  private final Map<Integer, Decoder> binary = new HashMap<>();

  private DefaultDecoders() {
    add(Oid.BOOL, Oid.BOOL_ARRAY, new BoolText(), new BoolBinary());
    add(Oid.BYTEA, Oid.BYTEA_ARRAY, new ByteaText(), new ByteaBinary());
    add(Oid.INT2, Oid.INT2_ARRAY, IntegerText.int2(), IntegerBinary.int2());
    add(Oid.INT4, Oid.INT4_ARRAY, IntegerText.int4(), IntegerBinary.int4());
    add(Oid.INT8, Oid.INT8_ARRAY, LongText.int8(), LongBinary.int8());
    add(Oid.OID, Oid.OID_ARRAY, LongText.oid(), LongBinary.oid());
    add(Oid.FLOAT4, Oid.FLOAT4_ARRAY, new Float4Text(), new Float4Binary());
    add(Oid.FLOAT8, Oid.FLOAT8_ARRAY, new Float8Text(), new Float8Binary());
    add(Oid.NUMERIC, Oid.NUMERIC_ARRAY, new NumericText(), new NumericBinary());
    add(Oid.UUID, Oid.UUID_ARRAY, new UuidText(), new UuidBinary());
    add(Oid.DATE, Oid.DATE_ARRAY, new DateText(), new DateBinary());
    add(Oid.TIME, Oid.TIME_ARRAY, new TimeText(), new TimeBinary());
    add(Oid.TIMETZ, Oid.TIMETZ_ARRAY, new TimeTzText(), new TimeTzBinary());
    add(Oid.TIMESTAMP, Oid.TIMESTAMP_ARRAY, new TimestampText(), new TimestampBinary());
    add(Oid.TIMESTAMPTZ, Oid.TIMESTAMPTZ_ARRAY, new TimestampTzText(), new TimestampTzBinary());
    add(Oid.INTERVAL, Oid.INTERVAL_ARRAY, new IntervalText(), new IntervalBinary());
    texts();
    strings();
    textOnly();
    StructuredDecoders.addText(text, (oid, element) -> new ArrayText(element, COMMA));
    StructuredDecoders.addBinary(binary, (oid, element) -> new ArrayBinary(element, oid, COMMA));
  }

  /** The decoders of the text format, which all types have. */
  Map<Integer, Decoder> text() {
    return text;
  }

  /** The decoders of the binary format. */
  Map<Integer, Decoder> binary() {
    return binary;
  }

  /** Types whose binary format is their text, or nearly so. */
  private void texts() {
    same(Oid.NAME, Oid.NAME_ARRAY, new StringText("name"));
    same(Oid.TEXT, Oid.TEXT_ARRAY, new StringText("text"));
    same(Oid.BPCHAR, Oid.BPCHAR_ARRAY, new StringText("bpchar"));
    same(Oid.VARCHAR, Oid.VARCHAR_ARRAY, new StringText("varchar"));
    same(Oid.REFCURSOR, Oid.REFCURSOR_ARRAY, new StringText("refcursor"));
    same(Oid.CSTRING, Oid.CSTRING_ARRAY, new StringText("cstring"));
    add(
        Oid.JSONPATH,
        Oid.JSONPATH_ARRAY,
        new StringText("jsonpath"),
        new VersionedText("jsonpath"));
    add(Oid.XML, Oid.XML_ARRAY, new StringText("xml"), new XmlBinary());
    same(Oid.UNKNOWN, new StringText("unknown"));
    same(Oid.VOID, new StringText("void"));
  }

  /** Types whose value is their text, which their binary format is not. */
  private void strings() {
    add(Oid.BIT, Oid.BIT_ARRAY, new StringText("bit"), new BitBinary("bit"));
    add(Oid.VARBIT, Oid.VARBIT_ARRAY, new StringText("varbit"), new BitBinary("varbit"));
    add(Oid.MACADDR, Oid.MACADDR_ARRAY, new StringText("macaddr"), MacaddrBinary.macaddr());
    add(Oid.MACADDR8, Oid.MACADDR8_ARRAY, new StringText("macaddr8"), MacaddrBinary.macaddr8());
    add(Oid.POINT, Oid.POINT_ARRAY, new StringText("point"), GeometricBinary.point());
    add(Oid.LSEG, Oid.LSEG_ARRAY, new StringText("lseg"), GeometricBinary.lseg());
    add(Oid.PATH, Oid.PATH_ARRAY, new StringText("path"), GeometricBinary.path());
    add(Oid.POLYGON, Oid.POLYGON_ARRAY, new StringText("polygon"), GeometricBinary.polygon());
    add(Oid.LINE, Oid.LINE_ARRAY, new StringText("line"), GeometricBinary.line());
    add(Oid.CIRCLE, Oid.CIRCLE_ARRAY, new StringText("circle"), GeometricBinary.circle());
    add(Oid.XID, Oid.XID_ARRAY, new StringText("xid"), InternalBinary.unsigned32("xid"));
    add(Oid.CID, Oid.CID_ARRAY, new StringText("cid"), InternalBinary.unsigned32("cid"));
    add(Oid.XID8, Oid.XID8_ARRAY, new StringText("xid8"), InternalBinary.unsigned64("xid8"));
    add(Oid.TID, Oid.TID_ARRAY, new StringText("tid"), InternalBinary.tid());
    add(Oid.PG_LSN, Oid.PG_LSN_ARRAY, new StringText("pg_lsn"), InternalBinary.lsn());
    add(
        Oid.PG_SNAPSHOT,
        Oid.PG_SNAPSHOT_ARRAY,
        new StringText("pg_snapshot"),
        InternalBinary.snapshot("pg_snapshot"));
    add(
        Oid.TXID_SNAPSHOT,
        Oid.TXID_SNAPSHOT_ARRAY,
        new StringText("txid_snapshot"),
        InternalBinary.snapshot("txid_snapshot"));
    add(
        Oid.INT2VECTOR,
        Oid.INT2VECTOR_ARRAY,
        new StringText("int2vector"),
        VectorBinary.int2vector());
    add(Oid.OIDVECTOR, Oid.OIDVECTOR_ARRAY, new StringText("oidvector"), VectorBinary.oidvector());
    add(Oid.TSVECTOR, Oid.TSVECTOR_ARRAY, new StringText("tsvector"), new TsvectorBinary());
    add(Oid.BOX, new StringText("box"), GeometricBinary.box());
    text.put(Oid.BOX_ARRAY, new ArrayText(new StringText("box"), SEMICOLON));
    binary.put(Oid.BOX_ARRAY, new ArrayBinary(GeometricBinary.box(), Oid.BOX, SEMICOLON));
  }

  /*
   * What the binary format lacks: the names that the oids of reg* types and of a record's fields
   * stand for, the currency of money (lc_monetary), how the server writes a "char" beyond ASCII,
   * which changed with PostgreSQL 16. aclitem and gtsvector have no binary format.
   */
  private void textOnly() {
    textOnly(Oid.CHAR, Oid.CHAR_ARRAY, new StringText("char"));
    textOnly(Oid.MONEY, Oid.MONEY_ARRAY, new StringText("money"));
    textOnly(Oid.ACLITEM, Oid.ACLITEM_ARRAY, new StringText("aclitem"));
    textOnly(Oid.REGPROC, Oid.REGPROC_ARRAY, new StringText("regproc"));
    textOnly(Oid.REGPROCEDURE, Oid.REGPROCEDURE_ARRAY, new StringText("regprocedure"));
    textOnly(Oid.REGOPER, Oid.REGOPER_ARRAY, new StringText("regoper"));
    textOnly(Oid.REGOPERATOR, Oid.REGOPERATOR_ARRAY, new StringText("regoperator"));
    textOnly(Oid.REGCLASS, Oid.REGCLASS_ARRAY, new StringText("regclass"));
    textOnly(Oid.REGTYPE, Oid.REGTYPE_ARRAY, new StringText("regtype"));
    textOnly(Oid.REGCONFIG, Oid.REGCONFIG_ARRAY, new StringText("regconfig"));
    textOnly(Oid.REGDICTIONARY, Oid.REGDICTIONARY_ARRAY, new StringText("regdictionary"));
    textOnly(Oid.REGNAMESPACE, Oid.REGNAMESPACE_ARRAY, new StringText("regnamespace"));
    textOnly(Oid.REGROLE, Oid.REGROLE_ARRAY, new StringText("regrole"));
    textOnly(Oid.REGCOLLATION, Oid.REGCOLLATION_ARRAY, new StringText("regcollation"));
    textOnly(Oid.RECORD, Oid.RECORD_ARRAY, new StringText("record"));
    textOnly(Oid.TSQUERY, Oid.TSQUERY_ARRAY, new StringText("tsquery"));
    textOnly(Oid.GTSVECTOR, Oid.GTSVECTOR_ARRAY, new StringText("gtsvector"));
  }

  private void add(int oid, int arrayOid, Decoder inText, Decoder inBinary) {
    add(oid, inText, inBinary);
    text.put(arrayOid, new ArrayText(inText, COMMA));
    binary.put(arrayOid, new ArrayBinary(inBinary, oid, COMMA));
  }

  private void add(int oid, Decoder inText, Decoder inBinary) {
    text.put(oid, inText);
    binary.put(oid, inBinary);
  }

  private void same(int oid, int arrayOid, Decoder inBoth) {
    add(oid, arrayOid, inBoth, inBoth);
  }

  private void same(int oid, Decoder inBoth) {
    add(oid, inBoth, inBoth);
  }

  private void textOnly(int oid, int arrayOid, Decoder inText) {
    text.put(oid, inText);
    text.put(arrayOid, new ArrayText(inText, COMMA));
  }
}
