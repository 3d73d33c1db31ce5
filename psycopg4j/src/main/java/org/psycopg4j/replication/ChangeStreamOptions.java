// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which changes a {@link ChangeStream} is of: {@code ChangeStreamOptions.of("my_slot",
 * "my_publication").createSlot()}.
 *
 * <p>Immutable; each method returns other options.
 *
 * @param slot the logical slot, whose plugin is pgoutput
 * @param publication the publication
 * @param slotCreation what to do for the slot
 * @param tables the tables to create the publication for if there is none; null is not to create it
 * @param startLsn where to start, {@code 0/0} where the slot was left
 * @param statusInterval as for {@link ReplicationOptions#statusInterval}
 * @param output what pgoutput is to tell
 */
public record ChangeStreamOptions(
    String slot,
    String publication,
    SlotCreation slotCreation,
    @Nullable List<String> tables,
    Lsn startLsn,
    Duration statusInterval,
    UnaryOperator<PgOutputOptions> output) {
  /** What is done for the slot before the stream starts. */
  public enum SlotCreation {
    /** Nothing: it is there. */
    NEVER,
    /** It is created unless it is there, and stays until somebody drops it. */
    IF_MISSING,
    /** It is created, and gone with the stream. */
    TEMPORARY
  }

  /** The changes of a publication, from a slot; both are there. */
  public static ChangeStreamOptions of(String slot, String publication) {
    return new ChangeStreamOptions(
        slot,
        publication,
        SlotCreation.NEVER,
        null,
        Lsn.ZERO,
        Duration.ofSeconds(10),
        UnaryOperator.identity());
  }

  /** Creates the slot unless it is there. It keeps the server's log until somebody drops it. */
  public ChangeStreamOptions createSlot() {
    return with(SlotCreation.IF_MISSING);
  }

  /** Creates a slot that is gone with the stream: it has the changes from then on. */
  public ChangeStreamOptions temporarySlot() {
    return with(SlotCreation.TEMPORARY);
  }

  private ChangeStreamOptions with(SlotCreation creation) {
    return new ChangeStreamOptions(
        slot, publication, creation, tables, startLsn, statusInterval, output);
  }

  /**
   * Creates the publication unless it is there.
   *
   * @param names the tables, as SQL has them: they go into the statement as they are, and must not
   *     come from outside the program; none is all tables
   */
  public ChangeStreamOptions createPublication(String... names) {
    return new ChangeStreamOptions(
        slot, publication, slotCreation, List.of(names), startLsn, statusInterval, output);
  }

  /** Starts there, or where the slot was left if that is later. */
  public ChangeStreamOptions startLsn(Lsn lsn) {
    return new ChangeStreamOptions(
        slot, publication, slotCreation, tables, lsn, statusInterval, output);
  }

  /** How often the server is told how far this side is; at least a second. */
  public ChangeStreamOptions statusInterval(Duration interval) {
    ReplicationOptions.requireSecond(interval, "status_interval");
    return new ChangeStreamOptions(
        slot, publication, slotCreation, tables, startLsn, interval, output);
  }

  /** What else pgoutput is to tell: {@code output(o -> o.messages(true))}. */
  public ChangeStreamOptions output(UnaryOperator<PgOutputOptions> change) {
    return new ChangeStreamOptions(
        slot, publication, slotCreation, tables, startLsn, statusInterval, change);
  }
}
