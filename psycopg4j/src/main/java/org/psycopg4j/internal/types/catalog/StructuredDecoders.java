// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.binary.InetBinary;
import org.psycopg4j.internal.types.binary.JsonbBinary;
import org.psycopg4j.internal.types.binary.MultirangeBinary;
import org.psycopg4j.internal.types.binary.RangeBinary;
import org.psycopg4j.internal.types.text.InetText;
import org.psycopg4j.internal.types.text.JsonText;
import org.psycopg4j.internal.types.text.MultirangeText;
import org.psycopg4j.internal.types.text.RangeText;

/**
 * The decoders of the built-in types whose values have parts: ranges and multiranges, inet and
 * cidr, JSON, and arrays of all of them.
 */
final class StructuredDecoders {
  private final Map<Integer, Decoder> byOid;
  private final BiFunction<Integer, Decoder, Decoder> arrayOf;

  private StructuredDecoders(
      Map<Integer, Decoder> byOid, BiFunction<Integer, Decoder, Decoder> arrayOf) {
    this.byOid = byOid;
    this.arrayOf = arrayOf;
  }

  /**
   * Adds those for text format.
   *
   * @param byOid decoders by type, with those of the ranges' subtypes
   * @param arrayOf makes the decoder of a type's array, by the type and its decoder
   */
  static void addText(Map<Integer, Decoder> byOid, BiFunction<Integer, Decoder, Decoder> arrayOf) {
    StructuredDecoders all = new StructuredDecoders(byOid, arrayOf);
    all.ranges(RangeText::new, MultirangeText::new);
    all.add(Oid.INET, Oid.INET_ARRAY, InetText.inet());
    all.add(Oid.CIDR, Oid.CIDR_ARRAY, InetText.cidr());
    all.add(Oid.JSON, Oid.JSON_ARRAY, new JsonText("json"));
    all.add(Oid.JSONB, Oid.JSONB_ARRAY, new JsonText("jsonb"));
  }

  /**
   * Adds those for binary format.
   *
   * @param byOid decoders by type, with those of the ranges' subtypes
   * @param arrayOf makes the decoder of a type's array, by the type and its decoder
   */
  static void addBinary(
      Map<Integer, Decoder> byOid, BiFunction<Integer, Decoder, Decoder> arrayOf) {
    StructuredDecoders all = new StructuredDecoders(byOid, arrayOf);
    all.ranges(RangeBinary::new, MultirangeBinary::new);
    all.add(Oid.INET, Oid.INET_ARRAY, InetBinary.inet());
    all.add(Oid.CIDR, Oid.CIDR_ARRAY, InetBinary.cidr());
    all.add(Oid.JSON, Oid.JSON_ARRAY, new JsonText("json")); // has the same bytes in both formats
    all.add(Oid.JSONB, Oid.JSONB_ARRAY, new JsonbBinary());
  }

  private void ranges(
      BiFunction<String, Decoder, Decoder> range, BiFunction<String, Decoder, Decoder> multirange) {
    Decoder int4 = subtype(Oid.INT4);
    add(Oid.INT4RANGE, Oid.INT4RANGE_ARRAY, range.apply("int4range", int4));
    add(Oid.INT4MULTIRANGE, Oid.INT4MULTIRANGE_ARRAY, multirange.apply("int4multirange", int4));
    Decoder int8 = subtype(Oid.INT8);
    add(Oid.INT8RANGE, Oid.INT8RANGE_ARRAY, range.apply("int8range", int8));
    add(Oid.INT8MULTIRANGE, Oid.INT8MULTIRANGE_ARRAY, multirange.apply("int8multirange", int8));
    Decoder numeric = subtype(Oid.NUMERIC);
    add(Oid.NUMRANGE, Oid.NUMRANGE_ARRAY, range.apply("numrange", numeric));
    add(Oid.NUMMULTIRANGE, Oid.NUMMULTIRANGE_ARRAY, multirange.apply("nummultirange", numeric));
    Decoder date = subtype(Oid.DATE);
    add(Oid.DATERANGE, Oid.DATERANGE_ARRAY, range.apply("daterange", date));
    add(Oid.DATEMULTIRANGE, Oid.DATEMULTIRANGE_ARRAY, multirange.apply("datemultirange", date));
    Decoder timestamp = subtype(Oid.TIMESTAMP);
    add(Oid.TSRANGE, Oid.TSRANGE_ARRAY, range.apply("tsrange", timestamp));
    add(Oid.TSMULTIRANGE, Oid.TSMULTIRANGE_ARRAY, multirange.apply("tsmultirange", timestamp));
    Decoder timestamptz = subtype(Oid.TIMESTAMPTZ);
    add(Oid.TSTZRANGE, Oid.TSTZRANGE_ARRAY, range.apply("tstzrange", timestamptz));
    add(
        Oid.TSTZMULTIRANGE,
        Oid.TSTZMULTIRANGE_ARRAY,
        multirange.apply("tstzmultirange", timestamptz));
  }

  private Decoder subtype(int oid) {
    return Objects.requireNonNull(byOid.get(oid));
  }

  private void add(int oid, int arrayOid, Decoder decoder) {
    byOid.put(oid, decoder);
    byOid.put(arrayOid, arrayOf.apply(oid, decoder));
  }
}
