// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import static org.psycopg4j.it.oracle.CursorSteps.done;

import java.util.Comparator;
import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Xid;

/** Steps of two-phase commit. */
final class TwoPhaseSteps {
  private TwoPhaseSteps() {}

  static String run(Connection conn, Call call) {
    return switch (call.name()) {
      case "xid" -> Values.show(conn.xid(call.number(0), call.text(1), call.text(2)));
      case "tpc_begin" ->
          done(
              () -> {
                if (call.argument(0) instanceof Xid xid) {
                  conn.tpcBegin(xid);
                } else {
                  conn.tpcBegin(call.text(0));
                }
              });
      case "tpc_prepare" -> done(conn::tpcPrepare);
      case "tpc_commit" -> done(() -> commit(conn, call));
      case "tpc_rollback" -> done(() -> rollback(conn, call));
      case "tpc_recover" -> Values.show(recovered(conn));
      default -> throw new IllegalArgumentException("no step is called " + call.name());
    };
  }

  private static void commit(Connection conn, Call call) {
    if (call.arguments().isEmpty()) {
      conn.tpcCommit();
    } else if (call.argument(0) instanceof Xid xid) {
      conn.tpcCommit(xid);
    } else {
      conn.tpcCommit(call.text(0));
    }
  }

  private static void rollback(Connection conn, Call call) {
    if (call.arguments().isEmpty()) {
      conn.tpcRollback();
    } else if (call.argument(0) instanceof Xid xid) {
      conn.tpcRollback(xid);
    } else {
      conn.tpcRollback(call.text(0));
    }
  }

  /** The prepared transactions of this database: identifier and owner. */
  private static List<List<String>> recovered(Connection conn) {
    return conn.tpcRecover().stream()
        .filter(xid -> "oracle".equals(xid.database()))
        .map(xid -> List.of(xid.toString(), String.valueOf(xid.owner())))
        .sorted(Comparator.comparing(xid -> xid.get(0)))
        .toList();
  }
}
