// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.DecoderType;
import org.psycopg4j.internal.types.text.ArrayText;
import org.psycopg4j.internal.types.text.BoolText;
import org.psycopg4j.internal.types.text.CastText;
import org.psycopg4j.internal.types.text.DateText;
import org.psycopg4j.internal.types.text.EitherTimeText;
import org.psycopg4j.internal.types.text.Float8Text;
import org.psycopg4j.internal.types.text.IntegerText;
import org.psycopg4j.internal.types.text.IntervalText;
import org.psycopg4j.internal.types.text.JsonText;
import org.psycopg4j.internal.types.text.LongText;
import org.psycopg4j.internal.types.text.NumericText;
import org.psycopg4j.internal.types.text.RawText;
import org.psycopg4j.internal.types.text.StringText;
import org.psycopg4j.internal.types.text.TimestampText;
import org.psycopg4j.internal.types.text.TimestampTzText;
import org.psycopg4j.types.Scope;
import org.psycopg4j.types.Typecaster;

/**
 * Typecasters: those of {@code psycopg2.extensions} by their names, and new ones, {@code new_type}
 * and {@code new_array_type}.
 *
 * <p>None needs registration to be compared with a column's type code, or to be called with a text.
 * A new one reads nothing until it is registered, see {@link TypeRegistry#registerType}; so does
 * one of the constants where results are not read by it anyway.
 */
public final class Typecasters {
  private static final int RELTIME = 704; // a type that no server has any more

  /** bool as Boolean. */
  public static final Typecaster BOOLEAN = type("BOOLEAN", new BoolText(), Oid.BOOL);

  /** int4 and int2 as Integer. */
  public static final Typecaster INTEGER = type("INTEGER", IntegerText.int4(), Oid.INT4, Oid.INT2);

  /** int8 as Long. */
  public static final Typecaster LONGINTEGER = type("LONGINTEGER", LongText.int8(), Oid.INT8);

  /** float8 and float4 as Double. */
  public static final Typecaster FLOAT = type("FLOAT", new Float8Text(), Oid.FLOAT8, Oid.FLOAT4);

  /** numeric as BigDecimal, and as Double what is no number. */
  public static final Typecaster DECIMAL = type("DECIMAL", new NumericText(), Oid.NUMERIC);

  /** The types of text as String. */
  public static final Typecaster UNICODE =
      type(
          "UNICODE", new StringText("text"), Oid.NAME, Oid.CHAR, Oid.TEXT, Oid.BPCHAR, Oid.VARCHAR);

  /** The types of text as {@code byte[]}, as the server sent them. */
  public static final Typecaster BYTES =
      type("BYTES", new RawText("text"), Oid.NAME, Oid.CHAR, Oid.TEXT, Oid.BPCHAR, Oid.VARCHAR);

  /** date as LocalDate. */
  public static final Typecaster DATE = type("DATE", new DateText(), Oid.DATE);

  /** time as LocalTime and timetz as OffsetTime. */
  public static final Typecaster TIME = type("TIME", new EitherTimeText(), Oid.TIME, Oid.TIMETZ);

  /** interval as {@link org.psycopg4j.types.Interval}. */
  public static final Typecaster INTERVAL =
      type("INTERVAL", new IntervalText(), RELTIME, Oid.INTERVAL);

  /** The same as {@link #DATE}. */
  public static final Typecaster PYDATE = type("PYDATE", new DateText(), Oid.DATE);

  /** The same as {@link #TIME}. */
  public static final Typecaster PYTIME =
      type("PYTIME", new EitherTimeText(), Oid.TIME, Oid.TIMETZ);

  /** timestamp as LocalDateTime. */
  public static final Typecaster PYDATETIME =
      type("PYDATETIME", new TimestampText(), Oid.TIMESTAMP);

  /** timestamptz as OffsetDateTime. */
  public static final Typecaster PYDATETIMETZ =
      type("PYDATETIMETZ", new TimestampTzText(), Oid.TIMESTAMPTZ);

  /** The same as {@link #INTERVAL}. */
  public static final Typecaster PYINTERVAL =
      type("PYINTERVAL", new IntervalText(), RELTIME, Oid.INTERVAL);

  /** json as the installed codec reads it, or as text. */
  public static final Typecaster JSON = type("JSON", new JsonText("json"), Oid.JSON);

  /** jsonb as the installed codec reads it, or as text. */
  public static final Typecaster JSONB = type("JSONB", new JsonText("jsonb"), Oid.JSONB);

  /** bytea[] as a list. */
  public static final Typecaster BINARYARRAY =
      array("BINARYARRAY", Psycopg.BINARY, Oid.BYTEA_ARRAY);

  /** bool[] as a list. */
  public static final Typecaster BOOLEANARRAY = array("BOOLEANARRAY", BOOLEAN, Oid.BOOL_ARRAY);

  /** Arrays of text, their elements as {@code byte[]} as a list. */
  public static final Typecaster BYTESARRAY =
      array(
          "BYTESARRAY",
          BYTES,
          Oid.CHAR_ARRAY,
          Oid.NAME_ARRAY,
          Oid.TEXT_ARRAY,
          Oid.BPCHAR_ARRAY,
          Oid.VARCHAR_ARRAY);

  /** date[] as a list. */
  public static final Typecaster DATEARRAY = array("DATEARRAY", DATE, Oid.DATE_ARRAY);

  /** timestamp[] as a list. */
  public static final Typecaster DATETIMEARRAY =
      array("DATETIMEARRAY", Psycopg.DATETIME, Oid.TIMESTAMP_ARRAY);

  /** numeric[] as a list. */
  public static final Typecaster DECIMALARRAY = array("DECIMALARRAY", DECIMAL, Oid.NUMERIC_ARRAY);

  /** float4[] and float8[] as a list. */
  public static final Typecaster FLOATARRAY =
      array("FLOATARRAY", FLOAT, Oid.FLOAT4_ARRAY, Oid.FLOAT8_ARRAY);

  /** int2[] and int4[] as a list. */
  public static final Typecaster INTEGERARRAY =
      array("INTEGERARRAY", INTEGER, Oid.INT2_ARRAY, Oid.INT2VECTOR_ARRAY, Oid.INT4_ARRAY);

  /** interval[] as a list. */
  public static final Typecaster INTERVALARRAY =
      array("INTERVALARRAY", INTERVAL, Oid.INTERVAL_ARRAY);

  /** json[] as a list. */
  public static final Typecaster JSONARRAY = array("JSONARRAY", JSON, Oid.JSON_ARRAY);

  /** jsonb[] as a list. */
  public static final Typecaster JSONBARRAY = array("JSONBARRAY", JSONB, Oid.JSONB_ARRAY);

  /** int8[] as a list. */
  public static final Typecaster LONGINTEGERARRAY =
      array("LONGINTEGERARRAY", LONGINTEGER, Oid.INT8_ARRAY);

  /** date[] as a list. */
  public static final Typecaster PYDATEARRAY = array("PYDATEARRAY", PYDATE, Oid.DATE_ARRAY);

  /** timestamp[] as a list. */
  public static final Typecaster PYDATETIMEARRAY =
      array("PYDATETIMEARRAY", PYDATETIME, Oid.TIMESTAMP_ARRAY);

  /** timestamptz[] as a list. */
  public static final Typecaster PYDATETIMETZARRAY =
      array("PYDATETIMETZARRAY", PYDATETIMETZ, Oid.TIMESTAMPTZ_ARRAY);

  /** interval[] as a list. */
  public static final Typecaster PYINTERVALARRAY =
      array("PYINTERVALARRAY", PYINTERVAL, Oid.INTERVAL_ARRAY);

  /** time[] and timetz[] as a list. */
  public static final Typecaster PYTIMEARRAY =
      array("PYTIMEARRAY", PYTIME, Oid.TIME_ARRAY, Oid.TIMETZ_ARRAY);

  /** oid[] as a list. */
  public static final Typecaster ROWIDARRAY =
      array("ROWIDARRAY", Psycopg.ROWID, Oid.OID_ARRAY, Oid.OIDVECTOR_ARRAY);

  /** Arrays of text as a list. */
  public static final Typecaster STRINGARRAY =
      array(
          "STRINGARRAY",
          Psycopg.STRING,
          Oid.CHAR_ARRAY,
          Oid.NAME_ARRAY,
          Oid.TEXT_ARRAY,
          Oid.BPCHAR_ARRAY,
          Oid.VARCHAR_ARRAY);

  /** time[] and timetz[] as a list. */
  public static final Typecaster TIMEARRAY =
      array("TIMEARRAY", TIME, Oid.TIME_ARRAY, Oid.TIMETZ_ARRAY);

  /** Arrays of text as a list. */
  public static final Typecaster UNICODEARRAY =
      array(
          "UNICODEARRAY",
          UNICODE,
          Oid.CHAR_ARRAY,
          Oid.NAME_ARRAY,
          Oid.TEXT_ARRAY,
          Oid.BPCHAR_ARRAY,
          Oid.VARCHAR_ARRAY);

  private Typecasters() {}

  /**
   * A typecaster that makes values by a function.
   *
   * @param oids the types it is for, by {@code pg_type.oid}
   * @param cast called by any thread, also for SQL NULL
   */
  public static Typecaster newType(Collection<Long> oids, String name, Typecaster.Cast cast) {
    return new NewType(name, Set.copyOf(oids), cast);
  }

  /**
   * A typecaster for arrays: it makes lists of what another one makes of the elements.
   *
   * @param oids the array types it is for, by {@code pg_type.oid}
   */
  public static Typecaster newArrayType(Collection<Long> oids, String name, Typecaster elements) {
    return new DecoderType(name, new LinkedHashSet<>(oids), new ArrayText(decoder(elements), ','));
  }

  private static Typecaster type(String name, Decoder decoder, int... oids) {
    return DecoderType.of(name, decoder, oids);
  }

  private static Typecaster array(String name, Typecaster elements, int... oids) {
    return type(name, new ArrayText(decoder(elements), ','), oids);
  }

  /** What reads a column by a typecaster. */
  static Decoder decoder(Typecaster typecaster) {
    return typecaster instanceof DecoderType known ? known.decoder() : new CastText(typecaster);
  }

  /** The typecaster that a decoder stands for, for that type. */
  static Typecaster of(long oid, Decoder decoder) {
    return decoder instanceof CastText cast
        ? cast.caster()
        : new DecoderType(decoder.typeName(), Set.of(oid), decoder);
  }

  /** One of the user's. */
  private record NewType(String name, Set<Long> values, Cast cast) implements Typecaster {
    @Override
    public @Nullable Object cast(@Nullable String text, @Nullable Scope scope) {
      return cast.cast(text, scope);
    }
  }
}
