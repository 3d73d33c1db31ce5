// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code postgresql://user:password@host:port,host:port/dbname?keyword=value} (manual:
 * "Connection URIs"). Every part may be missing and every part may be percent-encoded.
 */
final class UriParser {
  private static final String[] SCHEMES = {"postgresql://", "postgres://"};

  private final String uri;
  private final Map<String, String> settings = new LinkedHashMap<>();

  UriParser(String uri) {
    this.uri = uri;
  }

  static boolean isUri(String dsn) {
    return dsn.startsWith(SCHEMES[0]) || dsn.startsWith(SCHEMES[1]);
  }

  Map<String, String> parse() {
    String rest = uri.substring(uri.indexOf("://") + 3);
    int at = rest.indexOf('@');
    int slash = rest.indexOf('/');
    if (at >= 0 && (slash < 0 || at < slash)) {
      user(rest.substring(0, at));
      rest = rest.substring(at + 1);
    }
    Map<String, String> where = new LinkedHashMap<>();
    rest = hosts(rest, where);
    int query = rest.indexOf('?');
    String dbname = rest.isEmpty() || query == 0 ? "" : rest.substring(1, end(query, rest));
    if (!dbname.isEmpty()) {
      settings.put("dbname", decode(dbname, "dbname"));
    }
    settings.putAll(where); // psycopg2 shows them in this order
    parameters(query < 0 ? "" : rest.substring(query + 1));
    return settings;
  }

  private static int end(int found, String text) {
    return found < 0 ? text.length() : found;
  }

  private void user(String userInfo) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    if (!user.isEmpty()) {
      settings.put("user", decode(user, "user"));
    }
    if (colon >= 0 && colon + 1 < userInfo.length()) {
      settings.put("password", decode(userInfo.substring(colon + 1), "password"));
    }
  }

  /** Reads hosts and their ports; returns what is behind them, from a slash or question mark on. */
  private static String hosts(String text, Map<String, String> where) {
    List<String> hosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    int i = -1;
    do {
      i = host(text, i + 1, hosts);
      String port = "";
      if (i < text.length() && text.charAt(i) == ':') {
        int start = i + 1;
        i = until(text, start, "/?,");
        port = decode(text.substring(start, i), "port");
      }
      ports.add(port);
    } while (i < text.length() && text.charAt(i) == ',');
    putUnlessNone(where, "host", hosts);
    putUnlessNone(where, "port", ports);
    return text.substring(i);
  }

  /** Reads a host; returns what is behind it. */
  private static int host(String text, int start, List<String> hosts) {
    if (!text.startsWith("[", start)) {
      int end = until(text, start, ":/?,");
      hosts.add(decode(text.substring(start, end), "host"));
      return end;
    }
    int bracket = text.indexOf(']', start);
    if (bracket < 0) {
      throw Dsn.invalid(
          "end of string reached when looking for matching \"]\" in IPv6 host address in URI");
    }
    if (bracket == start + 1) {
      throw Dsn.invalid("IPv6 host address may not be empty in URI");
    }
    hosts.add(decode(text.substring(start + 1, bracket), "host")); // it may name a zone: %25eth0
    int end = bracket + 1;
    if (end < text.length() && ":/?,".indexOf(text.charAt(end)) < 0) {
      throw Dsn.invalid("unexpected character after \"]\" in URI (expected \":\" or \"/\")");
    }
    return end;
  }

  private static int until(String text, int start, String stops) {
    int i = start;
    while (i < text.length() && stops.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static void putUnlessNone(
      Map<String, String> where, String keyword, List<String> values) {
    if (values.size() > 1 || !values.get(0).isEmpty()) {
      where.put(keyword, String.join(",", values));
    }
  }

  /** Reads the parameters; an ampersand may stand behind the last. */
  private void parameters(String list) {
    String rest = list;
    while (!rest.isEmpty()) {
      int ampersand = rest.indexOf('&');
      parameter(rest.substring(0, end(ampersand, rest)));
      rest = ampersand < 0 ? "" : rest.substring(ampersand + 1);
    }
  }

  private void parameter(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0) {
      throw Dsn.invalid(
          "missing key/value separator \"=\" in URI query parameter"
              // Behind a password it is the rest of it if somebody did not encode an ampersand.
              + (Dsn.hasSecret(settings) ? "" : ": \"" + Dsn.shown(parameter) + "\""));
    }
    if (parameter.indexOf('=', equals + 1) >= 0) {
      throw Dsn.invalid(
          "extra key/value separator \"=\" in URI query parameter: \"%s\""
              .formatted(Dsn.shown(parameter.substring(0, equals))));
    }
    String keyword = decode(parameter.substring(0, equals), "a query parameter's name");
    String value = decode(parameter.substring(equals + 1), "a query parameter");
    if (keyword.equals("ssl") && value.equals("true")) { // what JDBC's URLs say
      keyword = "sslmode";
      value = "require";
    }
    if (Keyword.of(keyword) == null) {
      throw Dsn.invalid("invalid URI query parameter: \"" + Dsn.shown(keyword) + "\"");
    }
    settings.put(keyword, value);
  }

  private static String decode(String text, String what) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.write(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw Dsn.invalid("invalid percent-encoded token in " + what);
      }
      if (high == 0 && low == 0) {
        throw Dsn.invalid("forbidden value %00 in percent-encoded " + what);
      }
      decoded.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(decoded.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Dsn.invalid("percent-encoded bytes that are not UTF-8 in " + what);
    }
  }
}
