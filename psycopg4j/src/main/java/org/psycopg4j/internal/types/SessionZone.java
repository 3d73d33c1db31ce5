// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The session's time zone, by the name that the server reports (PostgreSQL manual, "Time Zones").
 *
 * <p>Its rules are Java's, and looked up at the first question. Where Java's copy of the IANA
 * database is older or newer than the server's, offsets may differ from those that the server would
 * write; the instant never does.
 */
public final class SessionZone {
  /** No zone that is known here. */
  public static final SessionZone UNKNOWN = new SessionZone("");

  private final String name;

  /* Found once; a racing thread finds an equal one, and sees it whole as its fields are final. */
  private @Nullable ZoneTable table;

  private SessionZone(String name) {
    this.name = name;
  }

  /** The zone of that name, which may be one that is not known here. */
  public static SessionZone of(String reported) {
    return reported.isEmpty() ? UNKNOWN : new SessionZone(reported);
  }

  /** Whether the offsets of the zone are known. */
  public boolean known() {
    return table() != ZoneTable.NONE;
  }

  /** Whether the offset is known and always the same, so that there are no rules to differ in. */
  public boolean isFixed() {
    return table().isFixed();
  }

  /** The offset at that second since 1970; of a zone that is not known, UTC's. */
  public ZoneOffset offset(long epochSecond) {
    return table().offset(epochSecond);
  }

  private ZoneTable table() {
    ZoneTable found = table;
    if (found == null) {
      found = ZoneTable.of(name);
      table = found;
    }
    return found;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof SessionZone zone && zone.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
