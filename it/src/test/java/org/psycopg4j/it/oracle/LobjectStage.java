// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.LargeObject;
import org.psycopg4j.LobjectOptions;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;

/** A connection and its large objects, on which the steps of lobjects.py are done. */
final class LobjectStage {
  private static final Set<Long> GIVEN = Set.of(70001L, 70002L, 70100L);

  private final Connection conn;
  private final Map<String, LargeObject> objects = new TreeMap<>();
  private final Set<Long> chosen = new HashSet<>();

  LobjectStage(Connection conn) {
    this.conn = conn;
  }

  /** Does a step; returns its outcome as psycopg2's is written. */
  String run(String step) {
    try {
      return act(step);
    } catch (PsycopgException e) {
      String shown = show(e);
      for (Long oid : chosen) {
        shown = shown.replace("large object " + oid, "large object new");
      }
      return shown;
    }
  }

  /**
   * An error of a large object has its SQLSTATE, which psycopg2's has not, and is an
   * OperationalException whatever that is.
   */
  private static String show(PsycopgException e) {
    boolean ofFunction = String.valueOf(e.getMessage()).startsWith("ERROR:  ");
    return ofFunction && e instanceof OperationalException && e.pgcode() != null
        ? "!OperationalError - " + Values.text(e.getMessage())
        : Raised.show(e);
  }

  private String act(String step) {
    if (step.startsWith("sql ")) {
      conn.cursor().execute(step.substring(4));
      return "None";
    }
    if (step.contains(" = lobject(")) {
      Call call = Notation.call(step.substring(step.indexOf('=') + 2));
      LargeObject object = open(call.arguments());
      LargeObject before = objects.put(step.substring(0, 1), object);
      if (before != null) { // Python closes what nobody holds any more
        before.close();
      }
      if (!GIVEN.contains(object.oid())) {
        chosen.add(object.oid());
      }
      return "None";
    }
    if (step.equals("conn.autocommit = True")) {
      conn.autocommit(true);
      return "None";
    }
    Call call = Notation.call(step.substring(step.indexOf('.') + 1));
    return step.startsWith("conn.")
        ? ConnectionSteps.run(conn, call)
        : act(objects.get(step.substring(0, 1)), call);
  }

  private LargeObject open(List<Object> arguments) {
    return switch (arguments.size()) {
      case 0 -> conn.lobject();
      case 1 -> conn.lobject((Integer) arguments.get(0));
      case 2 -> conn.lobject((Integer) arguments.get(0), (String) arguments.get(1));
      default ->
          conn.lobject(
              LobjectOptions.mode((String) arguments.get(1))
                  .oid((Integer) arguments.get(0))
                  .newOid((Integer) arguments.get(2)));
    };
  }

  private static String act(LargeObject object, Call call) {
    return switch (call.name()) {
      case "read" -> {
        int size = call.arguments().isEmpty() ? -1 : call.number(0);
        yield object.mode().endsWith("b")
            ? Values.show(object.read(size))
            : Values.show(object.readString(size));
      }
      case "write" ->
          Values.show(
              call.argument(0) instanceof byte[] bytes
                  ? object.write(bytes)
                  : object.write(call.text(0)));
      case "seek" -> Values.show(object.seek(number(call, 0), (int) number(call, 1)));
      case "tell" -> Values.show(object.tell());
      case "truncate" -> CursorSteps.done(() -> object.truncate(number(call, 0)));
      case "close" -> CursorSteps.done(object::close);
      case "unlink" -> CursorSteps.done(object::unlink);
      default -> throw new IllegalArgumentException("no step is called " + call.name());
    };
  }

  /** An argument that is 0 if it is not given. */
  private static long number(Call call, int index) {
    return index < call.arguments().size() ? ((Number) call.argument(index)).longValue() : 0;
  }

  /** The state, as lobjects.py writes it. */
  String state() {
    String connection = conn.status().code() + " " + conn.getTransactionStatus().code();
    String all =
        objects.entrySet().stream()
            .map(
                entry -> {
                  LargeObject lo = entry.getValue();
                  return "; %s %s %s %s"
                      .formatted(
                          entry.getKey(),
                          lo.mode(),
                          Values.show(lo.closed()),
                          chosen.contains(lo.oid()) ? "new" : lo.oid());
                })
            .collect(Collectors.joining());
    return connection + all;
  }

  /** This connection as if it were new, or a new one if it can't be made so. */
  static Connection fresh(Connection used) {
    if (used.closed() == 0 && used.status() != ConnectionStatus.PREPARED) {
      used.reset();
      return used;
    }
    used.close();
    return Oracle.connect();
  }

  /** Makes the objects that every program begins with, and deletes all others. */
  static void prepare(Connection admin) {
    admin.tpcRecover().forEach(admin::tpcRollback);
    admin.cursor().execute("SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
    admin.cursor().execute("SELECT lo_from_bytea(70001, %s)", "héllo wörld".getBytes(UTF_8));
    byte[] bytes = new byte[60];
    for (int i = 0; i < 56; i++) {
      bytes[i] = (byte) (200 + i);
    }
    System.arraycopy("tail".getBytes(UTF_8), 0, bytes, 56, 4);
    admin.cursor().execute("SELECT lo_from_bytea(70002, %s)", bytes);
  }
}
