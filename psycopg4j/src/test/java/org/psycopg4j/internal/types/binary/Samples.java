// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.testkit.Seeded;

/** Random values of the types that are read in binary format. */
final class Samples {
  private final List<Sample> all = new ArrayList<>();

  private Samples() {
    numbers();
    times();
    texts();
    geometry();
    internals();
    structured();
  }

  static List<Sample> all() {
    return new Samples().all;
  }

  static Sample of(int oid) {
    return all().stream().filter(sample -> sample.oid() == oid).findFirst().orElseThrow();
  }

  private void add(int oid, int arrayOid, Function<Seeded, String> literal) {
    all.add(new Sample(oid, arrayOid, literal));
  }

  private void numbers() {
    add(Oid.BOOL, Oid.BOOL_ARRAY, r -> r.pick("t", "f"));
    add(Oid.INT2, Oid.INT2_ARRAY, r -> "" + (short) r.anyInt());
    add(Oid.INT4, Oid.INT4_ARRAY, r -> "" + r.anyInt());
    add(Oid.INT8, Oid.INT8_ARRAY, r -> "" + r.anyLong());
    add(Oid.OID, Oid.OID_ARRAY, r -> Integer.toUnsignedString(r.anyInt()));
    add(Oid.FLOAT4, Oid.FLOAT4_ARRAY, Samples::float4);
    add(Oid.FLOAT8, Oid.FLOAT8_ARRAY, Samples::float8);
    add(Oid.NUMERIC, Oid.NUMERIC_ARRAY, Samples::numeric);
  }

  private void times() {
    add(Oid.DATE, Oid.DATE_ARRAY, Samples::date);
    add(Oid.TIME, Oid.TIME_ARRAY, r -> r.chance(0.05) ? "24:00:00" : r.time().toString());
    add(Oid.TIMETZ, Oid.TIMETZ_ARRAY, Samples::timetz);
    add(Oid.TIMESTAMP, Oid.TIMESTAMP_ARRAY, r -> timestamp(r, ""));
    add(Oid.TIMESTAMPTZ, Oid.TIMESTAMPTZ_ARRAY, r -> timestamp(r, "+00"));
    add(Oid.INTERVAL, Oid.INTERVAL_ARRAY, Samples::interval);
  }

  private void texts() {
    add(Oid.UUID, Oid.UUID_ARRAY, r -> hex(r, 16));
    add(Oid.BYTEA, Oid.BYTEA_ARRAY, r -> "\\x" + HexFormat.of().formatHex(r.bytes(20)));
    add(Oid.TEXT, Oid.TEXT_ARRAY, r -> r.string(12));
    add(Oid.VARCHAR, Oid.VARCHAR_ARRAY, r -> r.string(12));
    add(Oid.BPCHAR, Oid.BPCHAR_ARRAY, r -> r.string(12) + "  ");
    add(Oid.NAME, Oid.NAME_ARRAY, r -> r.string(12));
    add(Oid.REFCURSOR, Oid.REFCURSOR_ARRAY, r -> r.string(12));
    add(Oid.JSON, Oid.JSON_ARRAY, Samples::json);
    add(Oid.JSONB, Oid.JSONB_ARRAY, Samples::json);
    add(
        Oid.JSONPATH,
        Oid.JSONPATH_ARRAY,
        r -> "$.k%d[*] ? (@.b == \"x%d\")".formatted(r.between(0, 99), r.anyInt()));
    add(Oid.XML, Oid.XML_ARRAY, Samples::xml);
    add(Oid.BIT, Oid.BIT_ARRAY, Samples::bits);
    add(Oid.VARBIT, Oid.VARBIT_ARRAY, Samples::bits);
    add(Oid.MACADDR, Oid.MACADDR_ARRAY, r -> hex(r, 6));
    add(Oid.MACADDR8, Oid.MACADDR8_ARRAY, r -> hex(r, 8));
    add(Oid.TSVECTOR, Oid.TSVECTOR_ARRAY, Samples::tsvector);
  }

  private void geometry() {
    add(Oid.POINT, Oid.POINT_ARRAY, Samples::point);
    add(Oid.LSEG, Oid.LSEG_ARRAY, r -> "[" + point(r) + "," + point(r) + "]");
    add(Oid.BOX, Oid.BOX_ARRAY, r -> point(r) + "," + point(r));
    add(
        Oid.PATH,
        Oid.PATH_ARRAY,
        r -> r.chance(0.5) ? "(" + points(r) + ")" : "[" + points(r) + "]");
    add(Oid.POLYGON, Oid.POLYGON_ARRAY, r -> "(" + points(r) + ")");
    add(
        Oid.LINE,
        Oid.LINE_ARRAY,
        r -> "{%d,%s,%s}".formatted(r.between(1, 99), r.anyDouble(), r.anyDouble()));
    add(Oid.CIRCLE, Oid.CIRCLE_ARRAY, r -> "<" + point(r) + "," + Math.abs(r.anyDouble()) + ">");
  }

  private void internals() {
    add(Oid.XID, Oid.XID_ARRAY, r -> Integer.toUnsignedString(r.anyInt()));
    add(Oid.CID, Oid.CID_ARRAY, r -> Integer.toUnsignedString(r.anyInt()));
    add(Oid.XID8, Oid.XID8_ARRAY, r -> Long.toUnsignedString(r.anyLong()));
    add(
        Oid.TID,
        Oid.TID_ARRAY,
        r -> "(%s,%d)".formatted(Integer.toUnsignedString(r.anyInt()), r.between(0, 0xffff)));
    add(Oid.PG_LSN, Oid.PG_LSN_ARRAY, r -> "%X/%X".formatted(r.anyInt(), r.anyInt()));
    add(Oid.PG_SNAPSHOT, Oid.PG_SNAPSHOT_ARRAY, Samples::snapshot);
    add(Oid.TXID_SNAPSHOT, Oid.TXID_SNAPSHOT_ARRAY, Samples::snapshot);
    add(
        Oid.INT2VECTOR,
        Oid.INT2VECTOR_ARRAY,
        r -> numbers(r.list(9, () -> "" + (short) r.anyInt())));
    add(
        Oid.OIDVECTOR,
        Oid.OIDVECTOR_ARRAY,
        r -> numbers(r.list(9, () -> Integer.toUnsignedString(r.anyInt()))));
  }

  private void structured() {
    add(Oid.INET, Oid.INET_ARRAY, Samples::inet);
    add(Oid.CIDR, Oid.CIDR_ARRAY, Samples::cidr);
    ranges(
        Oid.INT4RANGE, Oid.INT4RANGE_ARRAY, Oid.INT4MULTIRANGE, Oid.INT4MULTIRANGE_ARRAY, Oid.INT4);
    ranges(
        Oid.INT8RANGE, Oid.INT8RANGE_ARRAY, Oid.INT8MULTIRANGE, Oid.INT8MULTIRANGE_ARRAY, Oid.INT4);
    ranges(Oid.NUMRANGE, Oid.NUMRANGE_ARRAY, Oid.NUMMULTIRANGE, Oid.NUMMULTIRANGE_ARRAY, Oid.INT4);
    ranges(
        Oid.DATERANGE, Oid.DATERANGE_ARRAY, Oid.DATEMULTIRANGE, Oid.DATEMULTIRANGE_ARRAY, Oid.DATE);
    ranges(Oid.TSRANGE, Oid.TSRANGE_ARRAY, Oid.TSMULTIRANGE, Oid.TSMULTIRANGE_ARRAY, Oid.TIMESTAMP);
    ranges(
        Oid.TSTZRANGE,
        Oid.TSTZRANGE_ARRAY,
        Oid.TSTZMULTIRANGE,
        Oid.TSTZMULTIRANGE_ARRAY,
        Oid.TIMESTAMPTZ);
  }

  private void ranges(int oid, int arrayOid, int multirange, int multirangeArray, int subtype) {
    add(oid, arrayOid, r -> range(r, subtype));
    add(multirange, multirangeArray, r -> "{" + range(r, subtype) + "}");
  }

  /** One value, both ends open, or nothing: two random ends may stand in the wrong order. */
  private static String range(Seeded random, int subtype) {
    String bound =
        switch (subtype) {
          case Oid.INT4 -> "" + random.between(-1_000_000, 1_000_000);
          case Oid.DATE -> date(random.date().withYear(random.between(1, 9999)));
          default ->
              "\""
                  + date(random.date().withYear(random.between(1, 9999)))
                  + " "
                  + random.time()
                  + (subtype == Oid.TIMESTAMPTZ ? "+00\"" : "\"");
        };
    return random.pick(
        "empty", "(,)", "[" + bound + ",)", "(," + bound + ")", "[" + bound + "," + bound + "]");
  }

  private static String inet(Seeded random) {
    String address =
        random.chance(0.5)
            ? random.between(0, 255) + "." + random.between(0, 255) + ".0." + random.between(0, 255)
            : "%x:%x::%x"
                .formatted(
                    random.between(0, 0xffff),
                    random.between(0, 0xffff),
                    random.between(0, 0xffff));
    return random.chance(0.5) ? address : address + "/" + random.between(0, 32);
  }

  private static String cidr(Seeded random) {
    return random.chance(0.5)
        ? "%d.%d.0.0/%d"
            .formatted(random.between(0, 255), random.between(0, 255), random.between(16, 32))
        : "%x:%x::/%d"
            .formatted(
                random.between(1, 0xffff), random.between(0, 0xffff), random.between(32, 128));
  }

  private static String numbers(List<String> numbers) {
    return String.join(" ", numbers);
  }

  private static String float4(Seeded random) {
    return random.chance(0.2)
        ? "" + (float) random.between(-9_999_999, 9_999_999)
        : "" + Float.intBitsToFloat(random.anyInt());
  }

  private static String float8(Seeded random) {
    return random.chance(0.02)
        ? random.pick("NaN", "Infinity", "-Infinity", "1e23", "9007199254740993", "2e-44")
        : "" + random.anyDouble();
  }

  static String numeric(Seeded random) {
    if (random.chance(0.02)) {
      return random.pick("NaN", "Infinity", "-Infinity");
    }
    if (random.chance(0.05)) {
      BigInteger digits = new BigInteger(1, random.bytes(random.pick(20, 300, 2000)));
      return new BigDecimal(digits, random.between(0, 2000)).toPlainString();
    }
    BigDecimal decimal = random.decimal();
    if (random.chance(0.2)) { // zeros in the middle of groups and at their ends
      decimal = decimal.movePointLeft(random.between(0, 30)).setScale(random.between(50, 90));
    }
    return decimal.toPlainString();
  }

  private static String date(Seeded random) {
    LocalDate date = random.date();
    return infinityOr(random, date(date) + era(date));
  }

  private static String timestamp(Seeded random, String zone) {
    LocalDate date = random.timestamp().toLocalDate();
    return infinityOr(random, date(date) + " " + random.time() + zone + era(date));
  }

  private static String infinityOr(Seeded random, String finite) {
    return random.chance(0.03) ? random.pick("infinity", "-infinity") : finite;
  }

  private static String date(LocalDate date) {
    int year = date.getYear() < 1 ? 1 - date.getYear() : date.getYear();
    return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
  }

  private static String era(LocalDate date) {
    return date.getYear() < 1 ? " BC" : "";
  }

  private static String timetz(Seeded random) {
    LocalTime offset = LocalTime.of(random.between(0, 15), random.pick(0, 0, 30, 45, 59));
    String seconds = random.chance(0.2) ? ":%02d".formatted(random.between(0, 59)) : "";
    return random.time() + random.pick("+", "-") + offset + seconds;
  }

  private static String interval(Seeded random) {
    return "%d mons %d days %d us"
        .formatted(
            random.pick(0, random.between(-30, 30), random.anyInt()),
            random.pick(0, random.between(-3, 3), random.anyInt()),
            random.pick(
                0L, random.between(-9, 9) * 1_000_000L, random.anyInt() * 60L, random.anyLong()));
  }

  private static String hex(Seeded random, int bytes) {
    return Stream.generate(() -> "%02x".formatted(random.between(0, 255)))
        .limit(bytes)
        .collect(Collectors.joining());
  }

  static String json(Seeded random) {
    StringBuilder out = new StringBuilder("{\"k\": [1.50, null, \"");
    for (char c : random.string(12).toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c < ' ' ? "\\u%04x".formatted((int) c) : c);
    }
    return out.append("\"]}").toString();
  }

  private static String xml(Seeded random) {
    String version = random.pick("", "", "<?xml version=\"1.0\"?>", "<?xml version=\"1.1\"?>");
    return version + "<a b='%d'>é%c</a>".formatted(random.anyInt(), random.between(0x370, 0x3ff));
  }

  private static String bits(Seeded random) {
    return String.join("", random.list(40, () -> random.pick("0", "1")));
  }

  private static String tsvector(Seeded random) {
    return String.join(" ", random.list(5, () -> lexeme(random)));
  }

  private static String lexeme(Seeded random) {
    String word = "w" + random.string(6);
    String quoted = "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    List<String> positions =
        random.list(4, () -> random.between(1, 16383) + random.pick("A", "B", "C", "D", "", ""));
    return quoted + (positions.isEmpty() ? "" : ":") + String.join(",", positions);
  }

  private static String point(Seeded random) {
    return "(" + float8(random) + "," + float8(random) + ")";
  }

  private static String points(Seeded random) {
    return point(random) + String.join("", random.list(4, () -> "," + point(random)));
  }

  private static String snapshot(Seeded random) {
    long xmin = random.between(1L, 1L << 40);
    long xmax = xmin;
    StringBuilder running = new StringBuilder();
    for (int i = random.between(0, 4); i > 0; i--) {
      running.append(running.isEmpty() ? "" : ",").append(xmax);
      xmax += random.between(1, 9);
    }
    return String.format(Locale.ROOT, "%d:%d:%s", xmin, xmax, running);
  }
}
