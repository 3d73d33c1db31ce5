// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Psycopg;
import org.psycopg4j.internal.query.QueryTemplate;

/** psycopg2's module-level functions, as far as they need Java. For any thread. */
public final class Driver {
  private Driver() {}

  /** A connection that is open. */
  public static PyConnection connect(String dsn) {
    return PyConnection.over(Psycopg.connect(dsn));
  }

  /** A connection that is just being opened, to be polled. */
  public static PyConnection connectAsync(String dsn) {
    return PyConnection.over(Psycopg.connectAsync(dsn));
  }

  /** What an exception says, as {@link Failure} has it. */
  public static @Nullable Object[] failure(Throwable what) {
    return Failure.of(what);
  }

  /** The keywords of a connection string, each with its value behind it. */
  public static Object[] parseDsn(String dsn) {
    return flat(Psycopg.parseDsn(dsn));
  }

  /** A connection string of another one, which may be empty, and keywords, each with its value. */
  public static String makeDsn(String dsn, Object[] settings) {
    Map<String, Object> more = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      more.put((String) settings[i], settings[i + 1]);
    }
    return dsn.isEmpty() ? Psycopg.makeDsn(more) : Psycopg.makeDsn(dsn, more);
  }

  /** An md5 password, which needs no server. */
  public static String md5Password(String password, String user) {
    return Psycopg.encryptPassword(password, user, null, "md5");
  }

  /** How many placeholders without a name a statement has, and the names of the others. */
  public static Object[] placeholders(String sql) {
    QueryTemplate template = QueryTemplate.parse(sql);
    List<String> names = template.names();
    Object[] all = new Object[1 + names.size()];
    all[0] = template.positional();
    for (int i = 0; i < names.size(); i++) {
      all[i + 1] = names.get(i);
    }
    return all;
  }

  /** Has a function wait in place of connections that block; null for the connections again. */
  public static void setWaitCallback(@Nullable Waiter waiter) {
    Psycopg.setWaitCallback(
        waiter == null ? null : connection -> waiter.await(PyConnection.over(connection)));
  }

  static Object[] flat(Map<String, String> settings) {
    Object[] flat = new Object[2 * settings.size()];
    int at = 0;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      flat[at++] = setting.getKey();
      flat[at++] = setting.getValue();
    }
    return flat;
  }

  /** Waits until a connection has what it waits for, by polling it. */
  @FunctionalInterface
  public interface Waiter {
    void await(PyConnection connection);
  }
}
