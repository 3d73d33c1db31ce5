// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.module.ModuleDescriptor;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.conninfo.Dsn;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.DecoderType;
import org.psycopg4j.internal.types.text.ByteaText;
import org.psycopg4j.internal.types.text.Float8Text;
import org.psycopg4j.internal.types.text.LongText;
import org.psycopg4j.internal.types.text.StringText;
import org.psycopg4j.internal.types.text.TimestampText;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Scope;
import org.psycopg4j.types.Typecaster;

/**
 * The way in: {@link #connect}. DB-API's module-level attributes are constants here, and its type
 * objects: {@code NUMBER.includes(column.typeCode())}.
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

  /** Columns of text, and what reads them: {@code psycopg2.STRING}. */
  public static final Typecaster STRING =
      DecoderType.of(
          "STRING", new StringText("text"), Oid.NAME, Oid.CHAR, Oid.TEXT, Oid.BPCHAR, Oid.VARCHAR);

  /** Columns of bytes: {@code psycopg2.BINARY}. */
  public static final Typecaster BINARY = DecoderType.of("BINARY", new ByteaText(), Oid.BYTEA);

  /** Columns of numbers, and what reads them, as Double: {@code psycopg2.NUMBER}. */
  public static final Typecaster NUMBER =
      DecoderType.of(
          "NUMBER",
          new Float8Text(),
          Oid.INT8,
          Oid.INT4,
          Oid.INT2,
          Oid.FLOAT8,
          Oid.FLOAT4,
          Oid.NUMERIC);

  /** Columns of date and time: {@code psycopg2.DATETIME}. */
  public static final Typecaster DATETIME =
      DecoderType.of("DATETIME", new TimestampText(), Oid.TIMESTAMP);

  /** Columns of row identifiers: {@code psycopg2.ROWID}. */
  public static final Typecaster ROWID = DecoderType.of("ROWID", LongText.oid(), Oid.OID);

  private Psycopg() {}

  /** The version of psycopg4j, {@code psycopg2.__version__}, such as {@code 0.1.0}. */
  public static String version() {
    ModuleDescriptor module = Psycopg.class.getModule().getDescriptor();
    String version =
        module == null
            ? Psycopg.class.getPackage().getImplementationVersion() // it is on the class path
            : module.rawVersion().orElse(null);
    return version == null ? "unknown" : version;
  }

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
    Connection conn = Connection.open(chosen);
    conn.statementLog(chosen.statementLog());
    conn.timeout(chosen.timeout());
    conn.cancelTimeout(chosen.cancelTimeout());
    return conn;
  }

  /**
   * Begins to open an asynchronous connection ({@code psycopg2.connect(dsn, async_=1)}): the caller
   * has to {@link Connection#poll() poll} until it is open.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if the string can't be understood
   * @throws org.psycopg4j.errors.OperationalException if the host's name is unknown
   */
  public static Connection connectAsync(String dsn) {
    return connectAsync(dsn, options -> {});
  }

  /** As {@link #connectAsync(String)}, with options that win over the connection string. */
  public static Connection connectAsync(String dsn, Consumer<ConnectOptions> options) {
    ConnectOptions chosen = new ConnectOptions(dsn);
    options.accept(chosen);
    Connection conn = Connection.openAsync(chosen);
    conn.statementLog(chosen.statementLog());
    conn.timeout(chosen.timeout());
    conn.cancelTimeout(chosen.cancelTimeout());
    return conn;
  }

  /**
   * Waits until an asynchronous connection has nothing to wait for: it is open, or its query's
   * result is here ({@code psycopg2.extras.wait_select}).
   *
   * @throws org.psycopg4j.errors.PsycopgException whatever {@link Connection#poll()} raises
   */
  public static void waitSelect(Connection conn) {
    conn.dialogue().polling().awaitPolled();
  }

  /**
   * Has all connections that block wait by a callback from now on, in opening as in executing; null
   * has them wait by themselves ({@code psycopg2.extensions.set_wait_callback}). Asynchronous
   * connections are not concerned. For programs on virtual threads there is no need of one.
   *
   * <p>While a callback waits, whatever else needs the connection raises ProgrammingException, for
   * any thread. COPY and large objects can't be used with a callback. A callback that throws, or
   * returns too early, costs the connection.
   */
  public static void setWaitCallback(@Nullable WaitCallback callback) {
    WaitCallbacks.set(callback);
  }

  /** The callback by which connections wait, or null ({@code get_wait_callback}). */
  public static @Nullable WaitCallback getWaitCallback() {
    return WaitCallbacks.current();
  }

  /**
   * A connection string's settings by libpq's keywords, in libpq's order ({@code
   * psycopg2.extensions.parse_dsn}); none that it doesn't make.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if it can't be understood
   */
  public static Map<String, String> parseDsn(String dsn) {
    return Dsn.inOrder(Dsn.parse(dsn));
  }

  /** As {@link #makeDsn(String, Map)}, without a connection string. */
  public static String makeDsn(Map<String, ?> settings) {
    return makeDsn("", settings);
  }

  /**
   * A connection string with settings added, which win over it ({@code
   * psycopg2.extensions.make_dsn}). Without settings it is returned as it is, if it can be
   * understood.
   *
   * @param settings libpq's keywords, or {@code database} for {@code dbname}; a null value is none
   * @throws org.psycopg4j.errors.ProgrammingException if the string can't be understood, or there
   *     is no such keyword
   */
  public static String makeDsn(String dsn, Map<String, ? extends @Nullable Object> settings) {
    ConnectOptions made = new ConnectOptions(Dsn.format(parseDsn(dsn)));
    boolean any = false;
    for (Map.Entry<String, ? extends @Nullable Object> setting : settings.entrySet()) {
      if (setting.getValue() != null) {
        made.set(setting.getKey(), setting.getValue().toString());
        any = true;
      }
    }
    return any ? Dsn.format(made.settings()) : dsn;
  }

  /**
   * A password in the form that the server stores, as it asks for: {@link #encryptPassword(String,
   * String, Scope, String)} with the algorithm of its {@code password_encryption}.
   */
  public static String encryptPassword(String password, String user, Scope scope) {
    return PasswordEncryption.encrypt(password, user, scope, null);
  }

  /**
   * A password in the form that the server stores, for {@code ALTER ROLE … PASSWORD}: the password
   * itself then travels nowhere ({@code psycopg2.extensions.encrypt_password}).
   *
   * @param user the role, whose name is a part of an md5 password
   * @param scope a connection or a cursor; only md5 can do without
   * @param algorithm {@code md5} or {@code scram-sha-256}; null asks the server for its {@code
   *     password_encryption}
   * @throws org.psycopg4j.errors.ProgrammingException if there is no such algorithm, or no
   *     connection to ask
   */
  public static String encryptPassword(
      String password, String user, @Nullable Scope scope, @Nullable String algorithm) {
    return PasswordEncryption.encrypt(password, user, scope, algorithm);
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
