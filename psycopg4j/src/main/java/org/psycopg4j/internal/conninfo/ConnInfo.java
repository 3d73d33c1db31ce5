// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.errors.OperationalException;

/**
 * What to connect to, and as whom: the settings that were made, checked, with libpq's defaults for
 * the others. Immutable.
 */
public final class ConnInfo {
  private static final Set<String> NO_REPLICATION = Set.of("false", "off", "no", "0");

  private final Map<String, String> settings;
  private final int port;
  private final int connectTimeoutMillis;

  /**
   * Checks the settings.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if a keyword is unknown
   * @throws OperationalException if a value is impossible
   * @throws NotSupportedException if a value asks for what this version can't do
   */
  public ConnInfo(Map<String, String> settings) {
    this.settings = new LinkedHashMap<>(settings);
    this.settings.forEach(ConnInfo::check);
    if (host().contains(",")) {
      throw new NotSupportedException("several hosts in one connection string are not supported");
    }
    this.port = port(get("port"));
    this.connectTimeoutMillis = connectTimeoutMillis(integer("connect_timeout", 0));
    integer("keepalives", 1);
    if ("auto".equals(get("client_encoding"))) {
      throw new NotSupportedException("client_encoding=auto is not supported: name the encoding");
    }
  }

  private static void check(String keyword, String value) {
    Dsn.requireKnown(keyword);
    Keyword known = Keyword.of(keyword);
    List<String> accepted = known == null ? null : known.accepted();
    if (accepted != null && !value.isEmpty() && !accepted.contains(value)) {
      throw new NotSupportedException(
          accepted.isEmpty()
              ? "the connection option \"%s\" is not supported".formatted(keyword)
              : "the connection option \"%s\" supports only: %s"
                  .formatted(keyword, String.join(", ", accepted)));
    }
    if (value.indexOf('\0') >= 0) {
      throw new OperationalException(
          "the connection option \"%s\" contains a NUL character".formatted(keyword));
    }
  }

  private static int port(@Nullable String value) {
    int port = integer("port", value, 5432);
    if (port < 1 || port > 65_535) {
      throw new OperationalException("invalid port number: \"%s\"".formatted(value));
    }
    return port;
  }

  /** libpq's rule: 0 or less is no limit, and a limit is two seconds at the least. */
  private static int connectTimeoutMillis(int seconds) {
    return seconds <= 0 ? 0 : Math.min(Math.max(seconds, 2), Integer.MAX_VALUE / 1000) * 1000;
  }

  private int integer(String keyword, int otherwise) {
    return integer(keyword, get(keyword), otherwise);
  }

  private static int integer(String keyword, @Nullable String value, int otherwise) {
    try {
      return value == null ? otherwise : Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new OperationalException(
          "invalid integer value \"%s\" for connection option \"%s\"".formatted(value, keyword), e);
    }
  }

  /** The value that was set, or null if none was, or an empty one. */
  private @Nullable String get(String keyword) {
    String value = settings.get(keyword);
    return value == null || value.isEmpty() ? null : value;
  }

  private String get(String keyword, String otherwise) {
    String value = get(keyword);
    return value == null ? otherwise : value;
  }

  /** The server's name, its address, or the directory of its Unix-domain socket. */
  public String host() {
    return get("host", "localhost");
  }

  /** Whether {@link #host()} is the directory of a Unix-domain socket. */
  public boolean isUnixSocket() {
    return host().startsWith("/");
  }

  public int port() {
    return port;
  }

  /** The role to connect as; the operating system's user unless one was set. */
  public String user() {
    return get("user", System.getProperty("user.name", ""));
  }

  /** The database; it has the role's name unless one was set. */
  public String dbname() {
    return get("dbname", user());
  }

  public @Nullable String password() {
    return get("password");
  }

  /** How long to try each address, in milliseconds; 0 is for ever. */
  public int connectTimeoutMillis() {
    return connectTimeoutMillis;
  }

  /** Whether the kernel is to look for a peer that has silently gone away. */
  public boolean keepalives() {
    return integer("keepalives", 1) != 0;
  }

  /** Whether the session is to be a replication one (manual: "Streaming Replication Protocol"). */
  public boolean isReplication() {
    return !NO_REPLICATION.contains(get("replication", "off"));
  }

  /** Command-line options for the session; empty if none were set. */
  public String options() {
    return get("options", "");
  }

  /**
   * What is in effect for the connection, set or not, in libpq's order; without what is secret
   * ({@code get_dsn_parameters} of psycopg2).
   */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Keyword keyword : Keyword.values()) {
      String value =
          switch (keyword) {
            case USER -> user();
            case DBNAME -> dbname();
            case HOST -> host();
            case PORT -> Integer.toString(port);
            case OPTIONS -> options();
            default -> get(keyword.keyword());
          };
      if (value != null && !keyword.isSecret()) {
        parameters.put(keyword.keyword(), value);
      }
    }
    return parameters;
  }

  /** What was set, without a password: {@code key=value} pairs fit to be shown. */
  public String dsn() {
    return Dsn.formatWithoutPassword(settings);
  }

  /** The parameters of StartupMessage (manual: "Message Formats"). */
  public Map<String, String> startupParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("user", user());
    parameters.put("database", dbname());
    for (String keyword : List.of("options", "client_encoding")) {
      String value = get(keyword);
      if (value != null) {
        parameters.put(keyword, value);
      }
    }
    if (isReplication()) {
      parameters.put("replication", get("replication", ""));
    }
    String applicationName = get("application_name", get("fallback_application_name", ""));
    if (!applicationName.isEmpty()) {
      parameters.put("application_name", applicationName);
    }
    return parameters;
  }
}
