// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.conninfo.Dsn;
import org.psycopg4j.internal.prepared.PrepareSettings;
import org.psycopg4j.internal.session.NoticeLog;
import org.psycopg4j.internal.session.TimeLimits;
import org.psycopg4j.oauth.TokenProvider;

/**
 * The options of a connection: libpq's keywords (manual: "Parameter Key Words"), the common ones as
 * methods, every one by {@link #set}.
 *
 * <p>An option that was never set, or was set to null, has the value that libpq would find for it:
 * of the service, of the environment, or its built-in default. A value that this version can't
 * honour is refused with NotSupportedException, never ignored. Not for several threads at a time.
 */
public final class ConnectOptions {
  private final Map<String, String> settings;
  private int keptNotices = NoticeLog.DEFAULT_MOST;
  private boolean databaseGiven;
  private boolean dbnameGiven;
  private @Nullable Supplier<@Nullable String> passwords;
  private @Nullable TokenProvider tokens;
  private @Nullable StatementLog statementLog;
  private int prepareThreshold = PrepareSettings.DEFAULT_THRESHOLD;
  private int preparedMax = PrepareSettings.DEFAULT_MAX;
  private @Nullable Boolean beginApart;
  private @Nullable Duration timeout;
  private Duration cancelTimeout = TimeLimits.CANCEL_TIMEOUT;

  ConnectOptions(String dsn) {
    settings = Dsn.parse(dsn);
  }

  /** The server's name or address, or the directory of its Unix-domain socket. */
  public ConnectOptions host(String host) {
    return set("host", host);
  }

  /** The server's port, 5432 by default. */
  public ConnectOptions port(int port) {
    return set("port", Integer.toString(port));
  }

  /** The database, which has the user's name by default. The same as {@link #dbname}. */
  public ConnectOptions database(String database) {
    return set("database", database);
  }

  /** The database, which has the user's name by default. */
  public ConnectOptions dbname(String dbname) {
    return set("dbname", dbname);
  }

  /** The role to connect as, by default the operating system's user. */
  public ConnectOptions user(String user) {
    return set("user", user);
  }

  /** The role's password, used if the server asks for one. */
  public ConnectOptions password(String password) {
    return set("password", password);
  }

  /**
   * Who is asked for the password each time when a server wants one and none was set: for passwords
   * that change, such as a cloud's tokens. What it returns is not kept; null or an empty one means
   * that it has none, so that the password file is looked at. psycopg2 has none of this.
   *
   * @param source is called by the thread that connects, on an asynchronous connection by the one
   *     that polls, the event loop's for instance: then it must not wait
   */
  public ConnectOptions passwordFrom(@Nullable Supplier<@Nullable String> source) {
    passwords = source;
    return this;
  }

  /**
   * Who is asked for a token when a server wants one by OAUTHBEARER; {@code oauth_issuer} has to be
   * set, so that no server can send it to somebody else. psycopg2 has none of this.
   *
   * @param source null, the default, is the {@link org.psycopg4j.oauth.DeviceFlow#printing device
   *     flow}, which needs {@code oauth_client_id}, too
   */
  public ConnectOptions tokenFrom(@Nullable TokenProvider source) {
    tokens = source;
    return this;
  }

  /** How long to wait for each of the server's addresses; 0 is for ever, the default. */
  public ConnectOptions connectTimeout(int seconds) {
    return set("connect_timeout", Integer.toString(seconds));
  }

  /** The name that the server's views and logs show for this session. */
  public ConnectOptions applicationName(String name) {
    return set("application_name", name);
  }

  /** Command-line options for the session, such as {@code -c statement_timeout=5s}. */
  public ConnectOptions options(String options) {
    return set("options", options);
  }

  /**
   * How many of the last notices {@link Connection#notices()} keeps, 50 by default as in psycopg2;
   * 0 is none.
   *
   * @throws ParameterException if negative
   */
  public ConnectOptions keptNotices(int most) {
    if (most < 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "keptNotices must not be negative: got " + most);
    }
    keptNotices = most;
    return this;
  }

  /**
   * Sets any option.
   *
   * @param keyword libpq's keyword, or {@code database} for {@code dbname}
   * @param value the value; null takes the option back
   * @throws org.psycopg4j.errors.ProgrammingException if there is no such keyword
   */
  public ConnectOptions set(String keyword, @Nullable String value) {
    String canonical = keyword.equals("database") ? "dbname" : keyword;
    databaseGiven |= keyword.equals("database");
    dbnameGiven |= keyword.equals("dbname");
    if (databaseGiven && dbnameGiven) {
      throw new ParameterException(
          ParameterException.Kind.TYPE,
          "you can't specify both 'database' and 'dbname' arguments",
          "they are the same option");
    }
    Dsn.requireKnown(canonical);
    if (value == null) {
      settings.remove(canonical);
    } else {
      settings.put(canonical, value);
    }
    return this;
  }

  /**
   * How long a call on the connection may take: {@link Connection#timeout(Duration)}; null, the
   * default, is as long as it takes.
   *
   * @throws ParameterException if it is not positive
   */
  public ConnectOptions timeout(@Nullable Duration limit) {
    timeout = TimeLimit.requirePositiveOrNull(limit);
    return this;
  }

  /**
   * How long the server has to answer a request to cancel: {@link
   * Connection#cancelTimeout(Duration)}, 10 seconds by default.
   *
   * @throws ParameterException if it is not positive
   */
  public ConnectOptions cancelTimeout(Duration limit) {
    cancelTimeout = TimeLimit.requirePositive(limit);
    return this;
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  Duration cancelTimeout() {
    return cancelTimeout;
  }

  int keptNotices() {
    return keptNotices;
  }

  /** Who is told of the connection's statements: {@link Connection#statementLog(StatementLog)}. */
  public ConnectOptions statementLog(@Nullable StatementLog log) {
    statementLog = log;
    return this;
  }

  @Nullable StatementLog statementLog() {
    return statementLog;
  }

  /**
   * From which execution of the same statement on it is prepared on the server, where that changes
   * nothing but the time it takes: see {@link Connection#prepareThreshold(int)}. The default is 5.
   *
   * @param executions 0 is the first one; a negative number means never
   */
  public ConnectOptions prepareThreshold(int executions) {
    prepareThreshold = executions;
    return this;
  }

  /**
   * How many statements may be prepared on the server at a time, 100 by default; those that were
   * executed longest ago are forgotten first.
   *
   * @param most 0 for none
   * @throws ParameterException if it is negative
   */
  public ConnectOptions preparedMax(int most) {
    if (most < 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "preparedMax must not be negative: got " + most);
    }
    preparedMax = most;
    return this;
  }

  /**
   * Whether BEGIN is sent by itself and waited for, as psycopg2 does, instead of in one write with
   * the transaction's first statement. That takes a round trip more; it is for poolers and servers
   * that know the protocol but in part, such as Pgpool-II where it looks at statements (docs:
   * "Servers in between"). By default it is not so, unless the environment variable, or system
   * property, {@code PSYCOPG4J_BEGIN_APART} is 1. PgBouncer's console needs no telling.
   */
  public ConnectOptions beginApart(boolean apart) {
    beginApart = apart;
    return this;
  }

  boolean beginsApart(boolean otherwise) {
    return beginApart == null ? otherwise : beginApart;
  }

  PrepareSettings preparing() {
    return new PrepareSettings(prepareThreshold, preparedMax);
  }

  @Nullable Supplier<@Nullable String> passwords() {
    return passwords;
  }

  @Nullable TokenProvider tokens() {
    return tokens;
  }

  Map<String, String> settings() {
    return settings;
  }
}
