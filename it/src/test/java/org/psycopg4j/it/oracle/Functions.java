// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.psycopg4j.Column;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.Xid;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.Tuple;

/** The functions of psycopg2's modules by the names they have in functions.tsv. */
final class Functions {
  private static final int FIRST_OF_USERS = 16_384; // types below it are in every database

  private final Connection conn;

  Functions(Connection conn) {
    this.conn = conn;
  }

  Object call(Call call) {
    return switch (call.name()) {
      case "as_string" -> Pieces.piece(call, 0).asString(conn);
      case "repr" -> Pieces.piece(call, 0).toString();
      case "equal" -> Pieces.piece(call, 0).equals(Pieces.piece(call, 1));
      case "parse_dsn" -> Psycopg.parseDsn(call.text(0));
      case "make_dsn" -> Psycopg.makeDsn(call.text(0), settings(call.argument(1)));
      case "quote_ident" -> conn.quoteIdent(call.text(0));
      case "xid" -> conn.xid(call.number(0), call.text(1), call.text(2)).toString();
      case "xid_parts" -> parts(Xid.fromString(call.text(0)));
      case "encrypt_password" -> password(call);
      case "shape" -> shape(password(call).substring("SCRAM-SHA-256$".length()));
      case "range_state" -> state(range(call, 0));
      case "range_text" -> range(call, 0).toString();
      case "range_contains" -> range(call, 0).contains(call.number(1));
      case "range_compare" -> compare(range(call, 0), range(call, 1));
      case "range_bad" -> Range.of(1, 2, call.text(0)).toString();
      case "describe" -> describe(call.text(0));
      default -> throw new IllegalArgumentException("no function is called " + call.name());
    };
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ?> settings(Object map) {
    return (Map<String, ?>) map;
  }

  private static Tuple parts(Xid xid) {
    return Tuple.of(xid.formatId(), xid.gtrid(), xid.bqual(), xid.toString());
  }

  private String password(Call call) {
    return Psycopg.encryptPassword(call.text(0), call.text(1), conn, call.text(2));
  }

  /** A password with the length of each part that is random, or follows from one that is. */
  private static String shape(String password) {
    return Pattern.compile("[A-Za-z0-9+/]+=*$|[A-Za-z0-9+/]{8,}=*")
        .matcher(password)
        .replaceAll(part -> Integer.toString(part.group().length()));
  }

  @SuppressWarnings("unchecked") // the vectors have ranges of ints alone
  private static Range<Integer> range(Call call, int index) {
    return (Range<Integer>) call.argument(index);
  }

  /** What psycopg2 has in the attributes, and in bool(). */
  private static List<Object> state(Range<Integer> range) {
    return Arrays.asList(
        range.lower(),
        range.upper(),
        range.isEmpty(),
        range.lowerInf(),
        range.upperInf(),
        range.lowerInc(),
        range.upperInc(),
        !range.isEmpty());
  }

  private static List<Boolean> compare(Range<Integer> one, Range<Integer> other) {
    int order = one.compareTo(other);
    return List.of(
        order < 0, order <= 0, one.equals(other), order > 0, order >= 0, !one.equals(other));
  }

  /** The columns whose type is the same in every database, with their number in their table. */
  private List<Tuple> describe(String sql) {
    try (Cursor<Row> cur = conn.cursor()) {
      List<Column> description = cur.execute(sql).description();
      if (description == null) {
        return null;
      }
      List<Tuple> columns = new ArrayList<>();
      for (Column column : description) {
        if (column.typeCode() < FIRST_OF_USERS) {
          columns.add(
              Tuple.of(
                  column.name(),
                  column.typeCode(),
                  column.displaySize(),
                  column.internalSize(),
                  column.precision(),
                  column.scale(),
                  column.nullOk(),
                  column.tableColumn()));
        }
      }
      return columns;
    }
  }
}
