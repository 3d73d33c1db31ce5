// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * What stands for PostgreSQL's infinite times, where java.time has none: the ends of its range.
 *
 * <p>date and timestamp use LocalDate.MIN and MAX, LocalDateTime.MIN and MAX. These ends are far
 * outside of what the server's types hold, so no finite value is mistaken for one, and the literal
 * writers write them back as {@code infinity}.
 */
public final class Infinity {
  /** timestamptz {@code infinity}: LocalDateTime.MAX in UTC. */
  public static final OffsetDateTime FUTURE = OffsetDateTime.of(LocalDateTime.MAX, ZoneOffset.UTC);

  /** timestamptz {@code -infinity}: LocalDateTime.MIN in UTC. */
  public static final OffsetDateTime PAST = OffsetDateTime.of(LocalDateTime.MIN, ZoneOffset.UTC);

  private Infinity() {}
}
