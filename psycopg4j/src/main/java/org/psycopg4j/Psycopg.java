// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.function.Consumer;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.text.ByteaText;
import org.psycopg4j.internal.types.text.Float8Text;
import org.psycopg4j.internal.types.text.LongText;
import org.psycopg4j.internal.types.text.StringText;
import org.psycopg4j.internal.types.text.TimestampText;
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
    return Connection.open(new ConnInfo(chosen.settings()));
  }
}
