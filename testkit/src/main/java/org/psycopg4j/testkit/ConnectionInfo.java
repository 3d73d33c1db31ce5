// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a server is and as whom to log in. */
record ConnectionInfo(
    String host, int port, String user, String database, @Nullable String password) {
  private static final Pattern PAIR =
      Pattern.compile("\\s*(\\w+)\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|((?:[^\\s\\\\]|\\\\.)*))\\s*");

  /** Reads {@code key=value …} or a URI (PostgreSQL manual, "Connection Strings"); one host. */
  static ConnectionInfo parse(String dsn) {
    return of(dsn.startsWith("postgres") && dsn.contains("://") ? ofUri(dsn) : ofPairs(dsn));
  }

  /** Reads the variables PGHOST, PGPORT, PGUSER, PGDATABASE, PGPASSWORD. */
  static ConnectionInfo ofEnvironment(Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    for (String name : new String[] {"host", "port", "user", "password"}) {
      put(values, name, environment.get("PG" + name.toUpperCase(Locale.ROOT)));
    }
    put(values, "dbname", environment.get("PGDATABASE"));
    return of(values);
  }

  /** The connection string with all that is known. */
  String dsn() {
    String dsn =
        "host=%s port=%d user=%s dbname=%s"
            .formatted(quoted(host), port, quoted(user), quoted(database));
    return password == null ? dsn : dsn + " password=" + quoted(password);
  }

  private static ConnectionInfo of(Map<String, String> values) {
    String user = values.getOrDefault("user", "postgres");
    return new ConnectionInfo(
        values.getOrDefault("host", "127.0.0.1"),
        Integer.parseInt(values.getOrDefault("port", "5432")),
        user,
        values.getOrDefault("dbname", user),
        values.get("password"));
  }

  private static Map<String, String> ofPairs(String dsn) {
    Map<String, String> values = new HashMap<>();
    Matcher pair = PAIR.matcher(dsn);
    int end = 0;
    while (end < dsn.length() && pair.find(end) && pair.start() == end) {
      String value = pair.group(2) != null ? pair.group(2) : pair.group(3);
      put(values, pair.group(1), value.replaceAll("\\\\(.)", "$1"));
      end = pair.end();
    }
    if (end < dsn.length()) {
      throw new PostgresServerException("the test server's DSN is not made of key=value pairs");
    }
    return values;
  }

  private static Map<String, String> ofUri(String dsn) {
    Map<String, String> values = new HashMap<>();
    URI uri = URI.create(dsn);
    put(values, "host", uri.getHost() == null ? null : uri.getHost().replaceAll("[\\[\\]]", ""));
    put(values, "port", uri.getPort() < 0 ? null : Integer.toString(uri.getPort()));
    put(values, "dbname", uri.getRawPath() == null ? null : decoded(uri.getRawPath().substring(1)));
    if (uri.getRawUserInfo() != null) {
      String[] login = uri.getRawUserInfo().split(":", 2);
      put(values, "user", decoded(login[0]));
      put(values, "password", login.length < 2 ? null : decoded(login[1]));
    }
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        String[] option = pair.split("=", 2);
        put(values, option[0], option.length < 2 ? null : decoded(option[1]));
      }
    }
    return values;
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      values.put(name, value);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String quoted(String value) {
    return value.matches("[\\w./:@%+-]+")
        ? value
        : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
