// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The session's settings that a literal is written under.
 *
 * @param charset the client encoding
 * @param standardConformingStrings whether a backslash in a plain string is only a backslash
 * @param serverVersion such as 150018
 * @param intervalStyle how the server reads intervals: with sql_standard, signs count differently
 * @param connected whether there is a session at all: without one, bytea has the form that every
 *     server reads
 */
public record Quoting(
    Charset charset,
    boolean standardConformingStrings,
    int serverVersion,
    IntervalStyle intervalStyle,
    boolean connected) {
  /** psycopg2's settings for literals without a connection. */
  public static final Quoting DISCONNECTED =
      new Quoting(StandardCharsets.ISO_8859_1, true, 0, IntervalStyle.POSTGRES, false);

  /** The settings of a session. */
  public static Quoting connected(
      Charset charset,
      boolean standardConformingStrings,
      int serverVersion,
      IntervalStyle intervalStyle) {
    return new Quoting(charset, standardConformingStrings, serverVersion, intervalStyle, true);
  }

  /** The settings of a session whose IntervalStyle is the default one. */
  public static Quoting connected(
      Charset charset, boolean standardConformingStrings, int serverVersion) {
    return connected(charset, standardConformingStrings, serverVersion, IntervalStyle.POSTGRES);
  }
}
