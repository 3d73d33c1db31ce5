// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.psycopg4j.Column;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.ScrollMode;
import org.psycopg4j.types.Tuple;

/** Steps of a cursor, and the attributes that are its state. */
final class CursorSteps {
  static final Map<String, Function<Cursor<Row>, Object>> STATE = new LinkedHashMap<>();

  static {
    STATE.put("rowcount", Cursor::rowCount);
    STATE.put("rownumber", Cursor::rowNumber);
    STATE.put("description", CursorSteps::names);
    STATE.put("statusmessage", Cursor::statusMessage);
    STATE.put("query", cur -> text(cur.query()));
    STATE.put("closed", Cursor::closed);
    STATE.put("arraysize", Cursor::arraySize);
    STATE.put("itersize", Cursor::itersize);
    STATE.put("name", Cursor::name);
    STATE.put("scrollable", Cursor::scrollable);
    STATE.put("withhold", Cursor::withHold);
  }

  private CursorSteps() {}

  static String run(Cursor<Row> cur, Call call) {
    return switch (call.name()) {
      case "execute" -> {
        Cursor<Row> same = execute(cur, call.text(0), call.argument(1, "vars"));
        yield same == cur ? "None" : "another cursor";
      }
      case "executemany" -> {
        Iterable<?> sets = (Iterable<?>) call.argument(1);
        yield cur.executeMany(call.text(0), sets) == cur ? "None" : "another cursor";
      }
      case "mogrify" -> Values.show(text(mogrify(cur, call.text(0), call.argument(1, "vars"))));
      case "fetchone" -> Values.show(cur.fetchOne());
      case "fetchmany" ->
          Values.show(call.arguments().isEmpty() ? cur.fetchMany() : cur.fetchMany(call.number(0)));
      case "fetchall" -> Values.show(cur.fetchAll());
      case "next" -> {
        Iterator<Row> rows = cur.iterator();
        yield rows.hasNext() ? Values.show(rows.next()) : Stage.STOP_ITERATION;
      }
      case "list" -> {
        List<Row> rows = new ArrayList<>();
        for (Row row : cur) {
          rows.add(row);
        }
        yield Values.show(rows);
      }
      case "scroll" -> done(() -> scroll(cur, call));
      case "arraysize=" -> done(() -> cur.arraySize(call.number(0)));
      case "nextset" -> Values.show(cur.nextSet());
      case "callproc" -> Values.show(callProc(cur, call.text(0), call.argument(1, "vars")));
      case "execute_values", "execute_batch" -> ManySteps.run(cur, call);
      case "itersize=" -> done(() -> cur.itersize(call.number(0)));
      case "withhold=" -> done(() -> cur.withHold((Boolean) call.argument(0)));
      case "scrollable=" -> done(() -> cur.scrollable((Boolean) call.argument(0)));
      case "close" -> done(cur::close);
      default -> throw new IllegalArgumentException("no step is called " + call.name());
    };
  }

  /** psycopg2's modes are texts, of which all but two are errors; Java's are an enum. */
  private static void scroll(Cursor<Row> cur, Call call) {
    if (call.arguments().size() == 1) {
      cur.scroll(call.number(0));
    } else {
      cur.scroll(
          call.number(0),
          call.text(1).equals("absolute") ? ScrollMode.ABSOLUTE : ScrollMode.RELATIVE);
    }
  }

  static String done(Runnable step) {
    step.run();
    return "None";
  }

  @SuppressWarnings("unchecked")
  private static Cursor<Row> execute(Cursor<Row> cur, String sql, Object arguments) {
    if (arguments == null) {
      return cur.execute(sql);
    }
    return arguments instanceof Map<?, ?> map
        ? cur.execute(sql, (Map<String, ?>) map)
        : cur.execute(sql, positional(arguments));
  }

  @SuppressWarnings("unchecked")
  static byte[] mogrify(Cursor<Row> cur, String sql, Object arguments) {
    if (arguments == null) {
      return cur.mogrify(sql);
    }
    return arguments instanceof Map<?, ?> map
        ? cur.mogrify(sql, (Map<String, ?>) map)
        : cur.mogrify(sql, positional(arguments));
  }

  /** psycopg2 returns the arguments, but None for a dict; here it is the cursor. */
  @SuppressWarnings("unchecked")
  private static Object callProc(Cursor<Row> cur, String name, Object arguments) {
    if (arguments instanceof Map<?, ?> map) {
      cur.callProc(name, (Map<String, ?>) map);
      return null;
    }
    if (arguments == null) {
      cur.callProc(name);
    } else {
      cur.callProc(name, positional(arguments));
    }
    return arguments;
  }

  private static Object[] positional(Object arguments) {
    return arguments instanceof Tuple tuple
        ? tuple.asList().toArray()
        : ((List<?>) arguments).toArray();
  }

  private static List<String> names(Cursor<Row> cur) {
    List<Column> description = cur.description();
    return description == null ? null : description.stream().map(Column::name).toList();
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
