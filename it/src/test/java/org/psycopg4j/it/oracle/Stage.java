// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.Row;

/** A connection and its cursors, on which a program's steps are done. */
final class Stage implements AutoCloseable {
  private final Connection conn;
  private final int pid;
  private final Map<String, Cursor<Row>> cursors = new LinkedHashMap<>();

  Stage(Connection conn) {
    this.conn = conn;
    this.pid = conn.getBackendPid();
  }

  /** What a step's outcome is when it is not a value. */
  static final String STOP_ITERATION = "StopIteration";

  Connection conn() {
    return conn;
  }

  int pid() {
    return pid;
  }

  /** Does a step that is not part of a with statement; what it returns or raises, written out. */
  String run(String step) {
    try {
      return step.matches("\\w+ = cursor\\(.*") ? open(step) : act(step);
    } catch (RuntimeException e) {
      return Raised.show(e);
    }
  }

  private String open(String step) {
    Call call = Notation.call(step.substring(step.indexOf('=') + 2));
    cursors.put(step.substring(0, step.indexOf(' ')), cursor(call));
    return "None";
  }

  private Cursor<Row> cursor(Call call) {
    String name = (String) call.argument(0, "name");
    Boolean scrollable = (Boolean) call.argument(3, "scrollable");
    boolean withHold = Boolean.TRUE.equals(call.argument(2, "withhold"));
    if (name == null && (scrollable != null || withHold)) {
      Cursor<Row> cur = conn.cursor();
      cur.scrollable(scrollable);
      cur.withHold(withHold);
      return cur;
    }
    return name == null
        ? conn.cursor()
        : conn.cursor(CursorOptions.name(name).scrollable(scrollable).withHold(withHold));
  }

  private String act(String step) {
    String target = step.substring(0, step.indexOf('.'));
    String rest = step.substring(step.indexOf('.') + 1);
    Call call =
        rest.matches("\\w+ = .*")
            ? new Call(
                rest.substring(0, rest.indexOf(' ')) + "=",
                Collections.singletonList(Notation.value(rest.substring(rest.indexOf('=') + 2))),
                Map.of())
            : Notation.call(rest);
    return target.equals("conn")
        ? ConnectionSteps.run(conn, call)
        : CursorSteps.run(cursors.get(target), call);
  }

  /** The state of the connection and of every cursor, by psycopg2's names. */
  Map<String, String> state() {
    Map<String, String> state = new LinkedHashMap<>();
    ConnectionSteps.STATE.forEach(
        (name, accessor) -> state.put("conn." + name, Values.show(accessor.apply(conn))));
    cursors.forEach(
        (cursor, object) ->
            CursorSteps.STATE.forEach(
                (name, accessor) ->
                    state.put(cursor + "." + name, Values.show(accessor.apply(object)))));
    return state;
  }

  @Override
  public void close() {
    conn.close();
  }
}
