// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.io.ByteArrayOutputStream;
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
    int query = rest.indexOf('?');
    String parameters = query < 0 ? "" : rest.substring(query + 1);
    rest = query < 0 ? rest : rest.substring(0, query);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    int at = authority.indexOf('@');
    if (at >= 0) {
      user(authority.substring(0, at));
    }
    String dbname = slash < 0 ? "" : rest.substring(slash + 1);
    if (!dbname.isEmpty()) {
      settings.put("dbname", decode(dbname, "dbname"));
    }
    hosts(authority.substring(at + 1));
    if (!parameters.isEmpty()) {
      for (String parameter : parameters.split("&", -1)) {
        parameter(parameter);
      }
    }
    return settings;
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

  private void hosts(String list) {
    List<String> hosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      int colon;
      if (entry.startsWith("[")) { // an IPv6 address
        int bracket = entry.indexOf(']');
        if (bracket < 0) {
          throw Dsn.invalid(
              "end of string reached when looking for matching \"]\" in IPv6 host address in URI");
        }
        hosts.add(entry.substring(1, bracket));
        colon = bracket + 1 < entry.length() ? bracket + 1 : -1;
        if (colon >= 0 && entry.charAt(colon) != ':') {
          throw Dsn.invalid("unexpected character after \"]\" in URI (expected \":\")");
        }
      } else {
        colon = entry.indexOf(':');
        hosts.add(decode(colon < 0 ? entry : entry.substring(0, colon), "host"));
      }
      ports.add(colon < 0 ? "" : decode(entry.substring(colon + 1), "port"));
    }
    putUnlessEmpty("host", hosts);
    putUnlessEmpty("port", ports);
  }

  private void putUnlessEmpty(String keyword, List<String> values) {
    if (!values.stream().allMatch(String::isEmpty)) {
      settings.put(keyword, String.join(",", values));
    }
  }

  private void parameter(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0) {
      throw Dsn.invalid(
          "missing key/value separator \"=\" in URI query parameter: \"" + parameter + "\"");
    }
    String keyword = decode(parameter.substring(0, equals), "a query parameter's name");
    String value = decode(parameter.substring(equals + 1), keyword);
    if (keyword.equals("ssl") && value.equals("true")) { // what JDBC's URLs say
      keyword = "sslmode";
      value = "require";
    }
    if (Keyword.of(keyword) == null) {
      throw Dsn.invalid("invalid URI query parameter: \"" + keyword + "\"");
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
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
