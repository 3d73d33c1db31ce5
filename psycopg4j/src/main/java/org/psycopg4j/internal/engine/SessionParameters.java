// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.internal.wire.Encodings;
import org.psycopg4j.internal.wire.MalformedMessageException;

/**
 * What the server says of the session by ParameterStatus, kept up to date for as long as the
 * connection lives (manual: "Asynchronous Operations").
 */
public final class SessionParameters {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  /* PostgreSQL reports about fifteen. The bound keeps a server gone wrong from filling the heap. */
  private static final int MOST = 1000;

  private final Map<String, String> values = new HashMap<>();
  private Charset charset = StandardCharsets.UTF_8;
  private boolean lacksCharset;
  private int version;
  private int meaning;
  private int serverVersion;

  void set(String name, String value) {
    if (values.size() >= MOST && !values.containsKey(name)) {
      throw new MalformedMessageException(
          "the server reported more than " + MOST + " session parameters");
    }
    values.put(name, value);
    version++;
    if (!name.equals("application_name")) {
      meaning++;
    }
    if (name.equals("client_encoding")) {
      readAs(value);
    } else if (name.equals("server_version")) {
      serverVersion = number(value);
    }
  }

  /** The value of the parameter, or null if the server did not report one of that name. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /** Whether dates come in ISO format: a DateStyle that was not reported is taken to be that. */
  public boolean hasIsoDates() {
    String dateStyle = get("DateStyle");
    return dateStyle == null || dateStyle.startsWith("ISO");
  }

  /** How often a parameter has been set: what was derived from them is stale once this changed. */
  public int version() {
    return version;
  }

  /** The same of the parameters that say how texts are read: all but the application's name. */
  public int meaning() {
    return meaning;
  }

  /** Whether it is no server but PgBouncer's administrator's console. */
  public boolean isConsole() {
    String told = get("server_version");
    return told != null && told.endsWith("/bouncer");
  }

  /** The server's version as a number: 180006 for 18.6, 90624 for 9.6.24, 0 if unknown. */
  public int serverVersion() {
    return serverVersion;
  }

  private static int number(String version) {
    String[] parts = version.split("[^0-9]+", 4);
    int major = part(parts, 0);
    return major >= 10
        ? major * 10_000 + part(parts, 1)
        : major * 10_000 + part(parts, 1) * 100 + part(parts, 2);
  }

  private static int part(String[] parts, int index) {
    return index < parts.length && NUMBER.matcher(parts[index]).matches()
        ? Integer.parseInt(parts[index])
        : 0;
  }

  /* An encoding that Java lacks (MULE_INTERNAL) must not cost the session. All of PostgreSQL's have
  ASCII in them: those texts go both ways, and others are refused when they are met. */
  private void readAs(String encoding) {
    try {
      charset = Encodings.charset(encoding);
      lacksCharset = false;
    } catch (NotSupportedException e) {
      charset = StandardCharsets.US_ASCII;
      lacksCharset = true;
    }
  }

  /** Whether Java has no charset for {@code client_encoding}, so that only ASCII goes. */
  public boolean lacksCharset() {
    return lacksCharset;
  }

  /** The character set of {@code client_encoding}: what texts have in both directions. */
  public Charset charset() {
    return charset;
  }
}
