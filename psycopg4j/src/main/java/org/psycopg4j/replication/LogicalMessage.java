// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the output plugin {@code pgoutput} tells (manual: "Logical Replication Message Formats");
 * {@link PgOutput} reads it.
 *
 * <p>A transaction is its {@link Begin}, its changes and its {@link Commit}, and comes when it has
 * been committed. One that was asked for by {@link PgOutputOptions#streaming} and is large comes in
 * blocks between {@link StreamStart} and {@link StreamStop} while it is under way, mixed with
 * others, and is valid only once its {@link StreamCommit} has come. One that is to be told when it
 * is prepared has {@link BeginPrepare} and {@link Prepare}.
 *
 * <p>Transaction numbers are unsigned 32-bit numbers; {@code xid} of a change is 0 but in a block
 * of a streamed transaction, where it is the number of the subtransaction, if it is of one.
 */
public sealed interface LogicalMessage {
  /** A change of rows, or what else belongs to a transaction's content. */
  sealed interface Change extends LogicalMessage permits Insert, Update, Delete, Truncate {
    /** The transaction, or subtransaction, in a streamed block; else 0. */
    long xid();
  }

  /**
   * A transaction begins.
   *
   * @param finalLsn where its commit is in the log
   * @param commitTime when it was committed
   * @param xid its number
   */
  record Begin(Lsn finalLsn, Instant commitTime, long xid) implements LogicalMessage {}

  /**
   * A transaction ends.
   *
   * @param commitLsn where its commit is in the log
   * @param endLsn the position to confirm once the transaction is safe with us
   * @param commitTime when it was committed
   */
  record Commit(Lsn commitLsn, Lsn endLsn, Instant commitTime) implements LogicalMessage {}

  /**
   * Where the transaction comes from, if this server has got it from another.
   *
   * @param commitLsn where its commit is in the log of that server
   * @param name the origin's name here
   */
  record Origin(Lsn commitLsn, String name) implements LogicalMessage {}

  /**
   * A data type that is not built in, before the first relation that has it.
   *
   * @param xid as for changes
   * @param oid its number, {@code pg_type.oid}
   * @param namespace its schema
   * @param name its name
   */
  record Type(long xid, long oid, String namespace, String name) implements LogicalMessage {}

  /** A row was inserted. */
  record Insert(long xid, Relation relation, ChangedRow newRow) implements Change {}

  /**
   * A row was updated.
   *
   * @param xid the transaction in a streamed block, else 0
   * @param relation the table
   * @param oldRow what is known of the row as it was: its key if that has changed, all of it if the
   *     table's replica identity is FULL, else null
   * @param newRow the row as it is
   */
  record Update(long xid, Relation relation, @Nullable ChangedRow oldRow, ChangedRow newRow)
      implements Change {}

  /**
   * A row was deleted.
   *
   * @param xid the transaction in a streamed block, else 0
   * @param relation the table
   * @param oldRow its key, or all of it if the table's replica identity is FULL
   */
  record Delete(long xid, Relation relation, ChangedRow oldRow) implements Change {}

  /** Tables were truncated. */
  record Truncate(long xid, List<Relation> relations, boolean cascade, boolean restartIdentity)
      implements Change {}

  /**
   * A message that a program has written by {@code pg_logical_emit_message}.
   *
   * @param xid as for changes
   * @param transactional whether it belongs to the transaction; else it comes at once, by itself
   * @param lsn where it is in the log
   * @param prefix what it is about
   * @param content the message; the array is the message's own
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes are what it is
  record Message(long xid, boolean transactional, Lsn lsn, String prefix, byte[] content)
      implements LogicalMessage {}

  /**
   * A block of a streamed transaction begins.
   *
   * @param xid the transaction
   * @param first whether it is its first block
   */
  record StreamStart(long xid, boolean first) implements LogicalMessage {}

  /** A block of a streamed transaction ends. */
  record StreamStop() implements LogicalMessage {}

  /** A streamed transaction was committed: what has come of it is valid. */
  record StreamCommit(long xid, Lsn commitLsn, Lsn endLsn, Instant commitTime)
      implements LogicalMessage {}

  /**
   * A streamed transaction, or a subtransaction of it, was undone: what has come of it never was.
   *
   * @param xid the transaction
   * @param subXid the subtransaction; the same if it is the whole
   * @param abortLsn where it was undone; null unless {@link PgOutputOptions#parallel} asked for it
   * @param abortTime when; null likewise
   */
  record StreamAbort(long xid, long subXid, @Nullable Lsn abortLsn, @Nullable Instant abortTime)
      implements LogicalMessage {}

  /** A transaction begins that was prepared for a two-phase commit. */
  record BeginPrepare(Lsn prepareLsn, Lsn endLsn, Instant prepareTime, long xid, String gid)
      implements LogicalMessage {}

  /** It ends: it is prepared, and waits for its commit or rollback. */
  record Prepare(Lsn prepareLsn, Lsn endLsn, Instant prepareTime, long xid, String gid)
      implements LogicalMessage {}

  /** A prepared transaction was committed. */
  record CommitPrepared(Lsn commitLsn, Lsn endLsn, Instant commitTime, long xid, String gid)
      implements LogicalMessage {}

  /** A prepared transaction was rolled back. */
  record RollbackPrepared(
      Lsn prepareEndLsn,
      Lsn endLsn,
      Instant prepareTime,
      Instant rollbackTime,
      long xid,
      String gid)
      implements LogicalMessage {}

  /** A streamed transaction was prepared. */
  record StreamPrepare(Lsn prepareLsn, Lsn endLsn, Instant prepareTime, long xid, String gid)
      implements LogicalMessage {}

  /**
   * A table, as it is from now on: before its first change and whenever it has been altered.
   *
   * @param xid as for changes
   * @param oid its number, {@code pg_class.oid}
   * @param namespace its schema
   * @param name its name
   * @param replicaIdentity what is told of old rows: {@code 'd'} the primary key, {@code 'i'} an
   *     index's columns, {@code 'f'} all, {@code 'n'} nothing ({@code pg_class.relreplident})
   * @param columns its columns
   */
  record Relation(
      long xid,
      long oid,
      String namespace,
      String name,
      char replicaIdentity,
      List<RelationColumn> columns)
      implements LogicalMessage {
    public Relation {
      columns = List.copyOf(columns);
    }

    /** The table's name with its schema: {@code public.users}, not quoted. */
    public String qualifiedName() {
      return namespace + "." + name;
    }
  }

  /**
   * A column of a table.
   *
   * @param name its name
   * @param typeOid its type, {@code pg_type.oid}
   * @param typeModifier the type's modifier, {@code pg_attribute.atttypmod}, -1 if none
   * @param key whether it belongs to the key by which old rows are told
   */
  record RelationColumn(String name, long typeOid, int typeModifier, boolean key) {}
}
