// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.pool.AbstractConnectionPool;
import org.psycopg4j.pool.PoolException;
import org.psycopg4j.pool.SimpleConnectionPool;
import org.psycopg4j.pool.ThreadedConnectionPool;

/** A pool and its connections, on which the steps of pools.py are done. */
final class PoolStage implements AutoCloseable {
  private static final Pattern POOL = Pattern.compile("(Simple|Threaded) (-?\\d) (-?\\d)");
  private static final Pattern OF_CONNECTION = Pattern.compile("#(\\d)\\.(.*)");
  private static final Pattern NUMBER = Pattern.compile("(getconn|putconn)\\((?:#(\\d))?(.*)\\)");

  private final Connection admin;
  private final String dsn;
  private final String name;
  private final Map<Integer, Connection> seen = new TreeMap<>();
  private final Map<Integer, Integer> pids = new HashMap<>();
  private Calls pool;

  /** What the two kinds of pools have in common for their users. */
  private interface Calls {
    AbstractConnectionPool pool();

    Connection get(Object key);

    void put(Connection conn, Object key, boolean close);

    void closeAll();
  }

  private record Simple(SimpleConnectionPool pool) implements Calls {
    @Override
    public Connection get(Object key) {
      return key == null ? pool.getConn() : pool.getConn(key);
    }

    @Override
    public void put(Connection conn, Object key, boolean close) {
      if (key == null && !close) {
        pool.putConn(conn);
      } else if (!close) {
        pool.putConn(conn, key);
      } else {
        pool.putConn(conn, key, true);
      }
    }

    @Override
    public void closeAll() {
      pool.closeAll();
    }
  }

  private record Threaded(ThreadedConnectionPool pool) implements Calls {
    @Override
    public Connection get(Object key) {
      return key == null ? pool.getConn() : pool.getConn(key);
    }

    @Override
    public void put(Connection conn, Object key, boolean close) {
      if (key == null && !close) {
        pool.putConn(conn);
      } else if (!close) {
        pool.putConn(conn, key);
      } else {
        pool.putConn(conn, key, true);
      }
    }

    @Override
    public void closeAll() {
      pool.closeAll();
    }
  }

  PoolStage(Connection admin, String name) {
    this.admin = admin;
    this.name = name;
    dsn = Oracle.dsn() + " application_name='" + name + "'";
  }

  /** Does a step; returns its outcome as psycopg2's is written. */
  String run(String step) {
    try {
      return act(step);
    } catch (PoolException e) {
      return "!PoolError - " + Values.text(e.getMessage());
    } catch (PsycopgException e) {
      return Raised.show(e);
    }
  }

  private String act(String step) {
    Matcher match = POOL.matcher(step);
    if (match.matches()) {
      int min = Integer.parseInt(match.group(2));
      int max = Integer.parseInt(match.group(3));
      pool =
          match.group(1).equals("Simple")
              ? new Simple(new SimpleConnectionPool(min, max, dsn))
              : new Threaded(new ThreadedConnectionPool(min, max, dsn));
      return "None";
    } else if (step.equals("#0")) {
      see(0, Psycopg.connect(dsn));
      return "None";
    } else if (step.startsWith("kill #")) {
      kill(pids.get(Integer.parseInt(step.substring(6))));
      return "None";
    } else if (step.equals("closeall()")) {
      pool.closeAll();
      return "None";
    }
    match = OF_CONNECTION.matcher(step);
    if (match.matches()) {
      return act(seen.get(Integer.parseInt(match.group(1))), match.group(2));
    }
    match = NUMBER.matcher(step);
    if (!match.matches()) {
      throw new IllegalArgumentException(step);
    }
    String rest = match.group(3).replaceFirst("^(None)?(, )?", "");
    boolean close = rest.equals("close=True");
    Object key = rest.isEmpty() || close ? null : Notation.value(rest);
    if (match.group(1).equals("getconn")) {
      return "#" + number(pool.get(key));
    }
    pool.put(
        match.group(2) == null ? null : seen.get(Integer.parseInt(match.group(2))), key, close);
    return "None";
  }

  private static String act(Connection conn, String step) {
    if (step.equals("autocommit = True")) {
      conn.autocommit(true);
      return "None";
    }
    Call call = Notation.call(step);
    if (call.name().equals("execute")) {
      conn.cursor().execute(call.text(0));
      return "None";
    }
    return ConnectionSteps.run(conn, call);
  }

  private int number(Connection conn) {
    for (Map.Entry<Integer, Connection> known : seen.entrySet()) {
      if (known.getValue() == conn) {
        return known.getKey();
      }
    }
    int number = seen.containsKey(0) ? seen.size() : seen.size() + 1;
    see(number, conn);
    return number;
  }

  private void see(int number, Connection conn) {
    seen.put(number, conn);
    pids.put(number, conn.getBackendPid());
  }

  private void kill(int pid) {
    try (Cursor<Row> cur = admin.cursor()) {
      cur.execute("SELECT pg_terminate_backend(%s)", pid);
      // without a process there is no socket: the client can see that it has hung up
      awaitNone(cur, "pg_stat_file('/proc/%d', true) WHERE size IS NOT NULL".formatted(pid));
      awaitNone(cur, "pg_stat_activity WHERE pid = " + pid);
    }
  }

  /**
   * The state, as pools.py writes it, without what the pool has idle and in use.
   *
   * @param sessions how many there are to be
   * @param millis how long that may take: the server and the pool's refill take their time
   */
  String state(int sessions, int millis) {
    StringBuilder state = new StringBuilder();
    state.append(pool.pool().closed() ? "True " : "False ").append(sessions(sessions, millis));
    seen.forEach(
        (number, conn) ->
            state.append(
                "; #%d %d %d"
                    .formatted(number, conn.closed(), conn.getTransactionStatus().code())));
    return state.toString();
  }

  private int sessions(int wanted, int millis) {
    try (Cursor<Row> cur = admin.cursor()) {
      for (Map.Entry<Integer, Connection> each : seen.entrySet()) {
        if (each.getValue().closed() != 0) {
          awaitNone(cur, "pg_stat_activity WHERE pid = " + pids.get(each.getKey()));
        }
      }
      cur.execute(
          """
          DO $$ BEGIN
            FOR i IN 1..%d LOOP
              EXIT WHEN %d = (SELECT count(*) FROM pg_stat_activity WHERE application_name = '%s');
              PERFORM pg_sleep(0.001), pg_stat_clear_snapshot();
            END LOOP;
          END $$"""
              .formatted(millis, wanted, name));
      cur.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", name);
      return (int) cur.fetchOne().getLong(0);
    }
  }

  private static void awaitNone(Cursor<Row> cur, String rows) {
    cur.execute(
        """
        DO $$ BEGIN
          WHILE EXISTS (SELECT FROM %s) LOOP
            PERFORM pg_sleep(0.001), pg_stat_clear_snapshot();
          END LOOP;
        END $$"""
            .formatted(rows));
  }

  @Override
  public void close() {
    pool.pool().close();
    seen.values().forEach(Connection::close);
    admin.tpcRecover().forEach(admin::tpcRollback);
  }
}
