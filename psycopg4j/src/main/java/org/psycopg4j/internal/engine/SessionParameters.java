// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.internal.wire.Encodings;
import org.psycopg4j.internal.wire.MalformedMessageException;

/**
 * What the server says of the session by ParameterStatus, kept up to date for as long as the
 * connection lives (manual: "Asynchronous Operations").
 */
public final class SessionParameters {
  /* PostgreSQL reports about fifteen. The bound keeps a server gone wrong from filling the heap. */
  private static final int MOST = 1000;

  private final Map<String, String> values = new HashMap<>();
  private Charset charset = StandardCharsets.UTF_8;
  private int version;

  void set(String name, String value) {
    if (values.size() >= MOST && !values.containsKey(name)) {
      throw new MalformedMessageException(
          "the server reported more than " + MOST + " session parameters");
    }
    values.put(name, value);
    version++;
    if (name.equals("client_encoding")) {
      charset = charset(value);
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

  /* An encoding that Java lacks (MULE_INTERNAL) must not cost the session. All of PostgreSQL's have
  ASCII in them: those texts go both ways, and others are refused when they are met. */
  private static Charset charset(String encoding) {
    try {
      return Encodings.charset(encoding);
    } catch (NotSupportedException e) {
      return StandardCharsets.US_ASCII;
    }
  }

  /** The character set of {@code client_encoding}: what texts have in both directions. */
  public Charset charset() {
    return charset;
  }
}
