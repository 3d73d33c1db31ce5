// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.psycopg4j.errors.ParameterException;

/**
 * What an object is to be opened for, as psycopg2's mode says it: {@code r}, {@code w}, {@code rw}
 * or {@code n}, and {@code t} or {@code b}.
 *
 * @param access {@code r}, {@code w}, {@code rw}, {@code n} or empty
 * @param kind {@code t} for text, {@code b} for bytes
 */
public record OpenMode(String access, String kind) {
  /** The server's flag of what is opened for writing. */
  public static final int WRITE = 0x20000;

  /** The server's flag of what is opened for reading. */
  public static final int READ = 0x40000;

  private static final Pattern MODE = Pattern.compile("(rw?|w|n)?([tb])?");

  /**
   * Parses psycopg2's mode; text is meant if it does not say.
   *
   * @throws ParameterException if it is none
   */
  public static OpenMode of(String mode) {
    Matcher matcher = MODE.matcher(mode);
    if (!matcher.matches()) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "bad mode for lobject: '" + mode + "'");
    }
    String access = matcher.group(1);
    String kind = matcher.group(2);
    return new OpenMode(access == null ? "" : access, kind == null ? "t" : kind);
  }

  /** The mode of an object that is made: it is opened for writing, whatever was asked for. */
  OpenMode ofNew() {
    return new OpenMode("w", kind);
  }

  /** The mode of an object that is there: it is opened for reading if nothing was asked for. */
  OpenMode ofExisting() {
    return access.isEmpty() ? new OpenMode("r", kind) : this;
  }

  /** Whether the object is to be opened at all. */
  boolean opens() {
    return !access.equals("n");
  }

  /** The server's flags. */
  int flags() {
    return (access.contains("r") ? READ : 0) | (access.contains("w") ? WRITE : 0);
  }

  /** As psycopg2 reports it: {@code rt}, {@code wb}, {@code n} … */
  @Override
  public String toString() {
    return opens() ? access + kind : access;
  }
}
