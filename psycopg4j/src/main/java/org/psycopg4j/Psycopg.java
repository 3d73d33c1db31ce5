// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.AsIs;

/**
 * The way in: {@link #connect}. DB-API's module-level attributes are constants here.
 *
 * <p>Every method may be called by any thread.
 */
public final class Psycopg {
  /** The level of the DB-API that this follows: {@code psycopg2.apilevel}. */
  public static final String APILEVEL = "2.0";

  /** Threads may share connections, but not cursors: {@code psycopg2.threadsafety}. */
  public static final int THREADSAFETY = 2;

  /** Placeholders are {@code %s} and {@code %(name)s}: {@code psycopg2.paramstyle}. */
  public static final String PARAMSTYLE = "pyformat";

  private Psycopg() {}

  /** How values travel everywhere, unless a connection or a cursor has it otherwise. */
  public static TypeRegistry types() {
    return TypeRegistry.global();
  }

  /**
   * Opens a connection ({@code psycopg2.connect(dsn)}).
   *
   * @param dsn {@code key=value} pairs such as {@code host=localhost dbname=test}, or a {@code
   *     postgresql://} URI; the empty string connects to the local server as the system's user
   * @throws org.psycopg4j.errors.ProgrammingException if the string can't be understood
   * @throws org.psycopg4j.errors.OperationalException if there is no server, or it refuses: its
   *     SQLSTATE is in {@code pgcode()}
   */
  public static Connection connect(String dsn) {
    return connect(dsn, options -> {});
  }

  /**
   * Opens a connection with options set by name ({@code psycopg2.connect(host=…, dbname=…)}).
   *
   * @param options called once, to set them
   */
  public static Connection connect(Consumer<ConnectOptions> options) {
    return connect("", options);
  }

  /**
   * Opens a connection with a connection string and options, which win over it.
   *
   * @param dsn as for {@link #connect(String)}
   * @param options called once, to set them
   */
  public static Connection connect(String dsn, Consumer<ConnectOptions> options) {
    ConnectOptions chosen = new ConnectOptions(dsn);
    options.accept(chosen);
    Connection conn = Connection.open(new ConnInfo(chosen.settings()));
    conn.statementLog(chosen.statementLog());
    return conn;
  }

  /**
   * A value on its way into SQL ({@code psycopg2.extensions.adapt}), as {@link #types()} has it
   * written; an Adapter is that itself, and null is {@code NULL}. Until {@link Adapter#prepare}
   * names a connection it is written without one, as what every server understands, in LATIN1.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if nothing knows the value's class
   */
  public static Adapter adapt(@Nullable Object value) {
    if (value == null) {
      return new AsIs("NULL");
    } else if (value instanceof Adapter adapter) {
      return adapter;
    }
    TypeRegistry.global().current().requireAdaptable(value);
    return new AdaptedValue(value);
  }
}
