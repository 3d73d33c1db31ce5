// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import static org.psycopg4j.it.oracle.CursorSteps.done;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.psycopg4j.Connection;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.Notify;
import org.psycopg4j.Psycopg;
import org.psycopg4j.SessionOptions;

/** Steps of a connection, and the attributes that are its state. */
final class ConnectionSteps {
  static final Map<String, Function<Connection, Object>> STATE = new LinkedHashMap<>();

  static {
    STATE.put("status", conn -> conn.status().code());
    STATE.put("transaction", conn -> conn.getTransactionStatus().code());
    STATE.put("autocommit", Connection::autocommit);
    STATE.put("isolation_level", conn -> code(conn.isolationLevel()));
    STATE.put("readonly", Connection::readonly);
    STATE.put("deferrable", Connection::deferrable);
    STATE.put("encoding", Connection::encoding);
    STATE.put("closed", Connection::closed);
    STATE.put("notices", conn -> conn.notices().size());
    STATE.put("isexecuting", Connection::isExecuting);
  }

  private ConnectionSteps() {}

  static String run(Connection conn, Call call) {
    return switch (call.name()) {
      case "commit" -> done(conn::commit);
      case "rollback" -> done(conn::rollback);
      case "autocommit=" -> done(() -> conn.autocommit((Boolean) call.argument(0)));
      case "close" -> done(conn::close);
      case "notices" -> Values.show(List.copyOf(conn.notices()));
      case "get_parameter_status" -> Values.show(conn.getParameterStatus(call.text(0)));
      case "get_transaction_status" -> Values.show(conn.getTransactionStatus().code());
      case "isolation_level=" -> done(() -> conn.isolationLevel(level(call.argument(0))));
      case "readonly=" -> done(() -> conn.readonly(flag(call.argument(0))));
      case "deferrable=" -> done(() -> conn.deferrable(flag(call.argument(0))));
      case "set_session" -> done(() -> conn.setSession(session(call)));
      case "set_isolation_level" -> done(() -> conn.setIsolationLevel(call.number(0)));
      case "set_client_encoding" -> done(() -> conn.setClientEncoding(call.text(0)));
      case "reset" -> done(conn::reset);
      case "cancel" -> done(conn::cancel);
      case "wait" -> done(() -> Psycopg.waitSelect(conn));
      case "asleep" -> done(() -> Oracle.awaitSleeping(conn.getBackendPid()));
      case "isexecuting" -> Values.show(conn.isExecuting());
      case "notifies" -> Values.show(notifies(conn));
      default -> TwoPhaseSteps.run(conn, call);
    };
  }

  private static List<List<String>> notifies(Connection conn) {
    List<List<String>> taken = new ArrayList<>();
    for (Notify notify; (notify = conn.notifies().poll()) != null; ) {
      taken.add(List.of(notify.channel(), notify.payload()));
    }
    return taken;
  }

  private static Object code(IsolationLevel level) {
    return level == null ? null : level.code();
  }

  /** A level by psycopg2's number or by its name; null for None and 'default'. */
  private static IsolationLevel level(Object value) {
    if (value instanceof Integer number) {
      return IsolationLevel.of(number);
    }
    return value == null ? null : IsolationLevel.of((String) value);
  }

  /** A flag; null for None and 'default'. */
  private static Boolean flag(Object value) {
    return value instanceof Boolean flag ? flag : null;
  }

  /** What set_session is told: nothing of what is None, the default for 'default'. */
  private static SessionOptions session(Call call) {
    SessionOptions options = SessionOptions.unchanged();
    Object level = call.argument(0, "isolation_level");
    if (level != null) {
      options = options.isolationLevel(level(level));
    }
    Object readonly = call.argument(1, "readonly");
    if (readonly != null) {
      options = options.readonly(flag(readonly));
    }
    Object deferrable = call.argument(2, "deferrable");
    if (deferrable != null) {
      options = options.deferrable(flag(deferrable));
    }
    Object autocommit = call.argument(3, "autocommit");
    return autocommit == null ? options : options.autocommit((Boolean) autocommit);
  }
}
