// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import static org.psycopg4j.it.oracle.CursorSteps.done;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.psycopg4j.Connection;

/** Steps of a connection, and the attributes that are its state. */
final class ConnectionSteps {
  static final Map<String, Function<Connection, Object>> STATE = new LinkedHashMap<>();

  static {
    STATE.put("status", conn -> conn.status().code());
    STATE.put("transaction", conn -> conn.getTransactionStatus().code());
    STATE.put("autocommit", Connection::autocommit);
    STATE.put("encoding", Connection::encoding);
    STATE.put("closed", Connection::closed);
    STATE.put("notices", conn -> conn.notices().size());
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
      default -> throw new Stage.Unsupported("conn." + call.name());
    };
  }
}
