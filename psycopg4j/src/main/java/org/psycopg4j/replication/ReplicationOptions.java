// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;

/**
 * How replication is to start: {@code ReplicationOptions.slot("s").startLsn(lsn)} is psycopg2's
 * {@code start_replication("s", start_lsn=lsn)}.
 *
 * <p>Immutable; each method returns other options. What does not fit together is refused by {@link
 * ReplicationCursor#startReplication(ReplicationOptions)}.
 */
public final class ReplicationOptions {
  private static final ReplicationOptions DEFAULTS =
      new ReplicationOptions(null, null, Lsn.ZERO, 0, null, Duration.ofSeconds(10));

  private final @Nullable String slot;
  private final @Nullable ReplicationType type;
  private final Lsn startLsn;
  private final int timeline;
  private final @Nullable Map<String, @Nullable String> plugin;
  private final Duration statusInterval;

  private ReplicationOptions(
      @Nullable String slot,
      @Nullable ReplicationType type,
      Lsn startLsn,
      int timeline,
      @Nullable Map<String, @Nullable String> plugin,
      Duration statusInterval) {
    this.slot = slot;
    this.type = type;
    this.startLsn = startLsn;
    this.timeline = timeline;
    this.plugin = plugin;
    this.statusInterval = statusInterval;
  }

  /** Without a slot, which only physical replication can do. */
  public static ReplicationOptions withoutSlot() {
    return DEFAULTS;
  }

  /** From a slot. */
  public static ReplicationOptions slot(String name) {
    return new ReplicationOptions(name, null, Lsn.ZERO, 0, null, DEFAULTS.statusInterval);
  }

  /** The kind of replication; at first the connection's. */
  public ReplicationOptions type(ReplicationType kind) {
    return new ReplicationOptions(slot, kind, startLsn, timeline, plugin, statusInterval);
  }

  /**
   * Where to start. At first it is {@code 0/0}: a logical slot goes on after what was confirmed
   * last; and it never starts before that.
   */
  public ReplicationOptions startLsn(Lsn lsn) {
    return new ReplicationOptions(slot, type, lsn, timeline, plugin, statusInterval);
  }

  /** The timeline to stream from, of physical replication; 0, as at first, is the current one. */
  public ReplicationOptions timeline(int id) {
    return new ReplicationOptions(slot, type, startLsn, id, plugin, statusInterval);
  }

  /** An option for the output plugin, of logical replication; a null value leaves it without. */
  public ReplicationOptions option(String name, @Nullable Object value) {
    Map<String, @Nullable String> more =
        plugin == null ? new LinkedHashMap<>() : new LinkedHashMap<>(plugin);
    more.put(name, value == null ? null : value.toString());
    return new ReplicationOptions(
        slot, type, startLsn, timeline, Collections.unmodifiableMap(more), statusInterval);
  }

  /** Options for the output plugin, in their order. */
  public ReplicationOptions options(Map<String, ? extends @Nullable Object> all) {
    ReplicationOptions result = this;
    for (Map.Entry<String, ? extends @Nullable Object> each : all.entrySet()) {
      result = result.option(each.getKey(), each.getValue());
    }
    return result;
  }

  /**
   * How often the server is told how far this side is, unless there is a reason to do it sooner; 10
   * seconds at first. The server gives a connection up that it has not heard of for its {@code
   * wal_sender_timeout}.
   *
   * @throws ProgrammingException if it is shorter than a second
   */
  public ReplicationOptions statusInterval(Duration interval) {
    requireSecond(interval, "status_interval");
    return new ReplicationOptions(slot, type, startLsn, timeline, plugin, interval);
  }

  static void requireSecond(Duration interval, String name) {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new ProgrammingException(name + " must be >= 1 (sec)");
    }
  }

  @Nullable String slot() {
    return slot;
  }

  @Nullable ReplicationType type() {
    return type;
  }

  Lsn startLsn() {
    return startLsn;
  }

  int timeline() {
    return timeline;
  }

  @Nullable Map<String, @Nullable String> plugin() {
    return plugin;
  }

  Duration statusInterval() {
    return statusInterval;
  }
}
