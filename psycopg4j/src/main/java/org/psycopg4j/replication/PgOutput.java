// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.TypeRegistry;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.replication.LogicalMessage.Relation;
import org.psycopg4j.replication.LogicalMessage.RelationColumn;

/**
 * Reads what the output plugin {@code pgoutput} writes, in all of its protocol's versions to 4
 * (manual: "Logical Streaming Replication Protocol").
 *
 * <p>It remembers the tables that the stream has told of, so there is one for each stream, which
 * gets every message in order. Not for several threads at a time; what it returns is for any.
 */
public final class PgOutput {
  private final TypeRegistry types;
  private final Supplier<Decoding> settings;
  private final Map<Integer, TupleLayout> layouts = new HashMap<>();
  private boolean streamed; // in a block of a streamed transaction

  private PgOutput(TypeRegistry types, Supplier<Decoding> settings) {
    this.types = types;
    this.settings = settings;
  }

  /** For the messages of a connection's stream: values are read as in its cursors. */
  public static PgOutput of(ReplicationConnection connection) {
    return new PgOutput(connection.types(), () -> connection.dialogue().dialect().decoding());
  }

  /**
   * For messages that were kept, of a session whose encoding was UTF8 and whose DateStyle and
   * IntervalStyle were the server's own defaults.
   *
   * @param types how values are read: {@code Psycopg.types()}, say
   */
  public static PgOutput of(TypeRegistry types) {
    return new PgOutput(types, () -> Decoding.DEFAULT);
  }

  /** Reads a message's payload. */
  public LogicalMessage decode(ReplicationMessage message) {
    return decode(message.payload());
  }

  /**
   * Reads a message.
   *
   * @param payload the whole of it, which must not be changed until this returns
   * @throws DataException if it is none of pgoutput's messages
   */
  public LogicalMessage decode(byte[] payload) {
    MessageReader in = new MessageReader(payload, 0, payload.length);
    if (payload.length == 0) {
      throw new DataException("an empty message is none of pgoutput's");
    }
    byte type = in.int8();
    try {
      LogicalMessage message = read(type, in, payload);
      if (in.remaining() > 0) {
        throw new DataException(in.remaining() + " bytes are left at its end");
      }
      return message;
    } catch (DataException | MalformedMessageException | NegativeArraySizeException e) {
      throw new DataException(
          "a pgoutput message of type %s can't be read: %s".formatted(shown(type), e.getMessage()),
          e);
    }
  }

  private static String shown(byte type) {
    return type > ' ' && type < 127 ? "'" + (char) type + "'" : Integer.toString(type & 0xff);
  }

  private LogicalMessage read(byte type, MessageReader in, byte[] payload) {
    return switch (type) {
      case 'B' -> new LogicalMessage.Begin(lsn(in), time(in), xid(in));
      case 'C' -> {
        flags(in);
        yield new LogicalMessage.Commit(lsn(in), lsn(in), time(in));
      }
      case 'O' -> new LogicalMessage.Origin(lsn(in), string(in));
      case 'R' -> relation(in);
      case 'Y' -> new LogicalMessage.Type(streamedXid(in), xid(in), string(in), string(in));
      case 'I' -> insert(in, payload);
      case 'U' -> update(in, payload);
      case 'D' -> delete(in, payload);
      case 'T' -> truncate(in);
      case 'M' -> message(in);
      default -> readOfLargeOrPrepared(type, in);
    };
  }

  private LogicalMessage readOfLargeOrPrepared(byte type, MessageReader in) {
    return switch (type) {
      case 'S' -> {
        LogicalMessage start = new LogicalMessage.StreamStart(xid(in), in.int8() != 0);
        streamed = true;
        yield start;
      }
      case 'E' -> {
        streamed = false;
        yield new LogicalMessage.StreamStop();
      }
      case 'c' -> {
        long xid = xid(in);
        flags(in);
        yield new LogicalMessage.StreamCommit(xid, lsn(in), lsn(in), time(in));
      }
      case 'A' -> {
        long xid = xid(in);
        long subXid = xid(in);
        boolean told = in.remaining() > 0;
        yield new LogicalMessage.StreamAbort(
            xid, subXid, told ? lsn(in) : null, told ? time(in) : null);
      }
      case 'b' -> new LogicalMessage.BeginPrepare(lsn(in), lsn(in), time(in), xid(in), string(in));
      case 'P' -> {
        flags(in);
        yield new LogicalMessage.Prepare(lsn(in), lsn(in), time(in), xid(in), string(in));
      }
      case 'K' -> {
        flags(in);
        yield new LogicalMessage.CommitPrepared(lsn(in), lsn(in), time(in), xid(in), string(in));
      }
      case 'r' -> {
        flags(in);
        yield new LogicalMessage.RollbackPrepared(
            lsn(in), lsn(in), time(in), time(in), xid(in), string(in));
      }
      case 'p' -> {
        flags(in);
        yield new LogicalMessage.StreamPrepare(lsn(in), lsn(in), time(in), xid(in), string(in));
      }
      default -> throw new DataException("there is no such type");
    };
  }

  private LogicalMessage relation(MessageReader in) {
    long xid = streamedXid(in);
    int oid = in.int32();
    String namespace = string(in);
    String name = string(in);
    char identity = (char) in.int8();
    int count = in.int16() & 0xffff;
    List<RelationColumn> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean key = (in.int8() & 1) != 0;
      columns.add(new RelationColumn(string(in), xid(in), in.int32(), key));
    }
    Relation relation =
        new Relation(
            xid,
            Integer.toUnsignedLong(oid),
            namespace.isEmpty() ? "pg_catalog" : namespace,
            name,
            identity,
            columns);
    layouts.put(oid, TupleLayout.of(relation, new int[count], types, settings.get()));
    return relation;
  }

  private LogicalMessage insert(MessageReader in, byte[] payload) {
    long xid = streamedXid(in);
    int oid = in.int32();
    TupleLayout layout = layout(oid);
    expect(in.int8(), 'N');
    Tuple tuple = Tuple.read(in, payload, layout.relation().columns().size());
    return new LogicalMessage.Insert(xid, layout.relation(), row(oid, tuple, null, false));
  }

  private LogicalMessage update(MessageReader in, byte[] payload) {
    long xid = streamedXid(in);
    int oid = in.int32();
    Relation relation = layout(oid).relation();
    byte kind = in.int8();
    Tuple old = null;
    ChangedRow oldRow = null;
    if (kind != 'N') {
      boolean keyOnly = isKey(kind);
      old = Tuple.read(in, payload, relation.columns().size());
      oldRow = row(oid, old, null, keyOnly);
      old = keyOnly ? null : old;
      expect(in.int8(), 'N');
    }
    Tuple tuple = Tuple.read(in, payload, relation.columns().size());
    return new LogicalMessage.Update(xid, relation, oldRow, row(oid, tuple, old, false));
  }

  private LogicalMessage delete(MessageReader in, byte[] payload) {
    long xid = streamedXid(in);
    int oid = in.int32();
    Relation relation = layout(oid).relation();
    boolean keyOnly = isKey(in.int8());
    Tuple tuple = Tuple.read(in, payload, relation.columns().size());
    return new LogicalMessage.Delete(xid, relation, row(oid, tuple, null, keyOnly));
  }

  private LogicalMessage truncate(MessageReader in) {
    long xid = streamedXid(in);
    int count = in.int32();
    byte options = in.int8();
    List<Relation> relations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      relations.add(layout(in.int32()).relation());
    }
    return new LogicalMessage.Truncate(
        xid, List.copyOf(relations), (options & 1) != 0, (options & 2) != 0);
  }

  private LogicalMessage message(MessageReader in) {
    long xid = streamedXid(in);
    boolean transactional = (in.int8() & 1) != 0;
    return new LogicalMessage.Message(
        xid, transactional, lsn(in), string(in), in.bytes(in.int32()));
  }

  private TupleLayout layout(int oid) {
    TupleLayout layout = layouts.get(oid);
    if (layout == null) {
      throw new DataException(
          "the table of number %s has not been told of".formatted(Integer.toUnsignedString(oid)));
    }
    return layout;
  }

  private ChangedRow row(int oid, Tuple tuple, @Nullable Tuple whole, boolean keyOnly) {
    TupleLayout layout = layout(oid);
    if (!layout.fits(tuple)) {
      layout = TupleLayout.of(layout.relation(), layout.formatsWith(tuple), types, settings.get());
      layouts.put(oid, layout);
    }
    return layout.row(tuple, whole, keyOnly);
  }

  private static boolean isKey(byte kind) {
    if (kind != 'K') {
      expect(kind, 'O');
    }
    return kind == 'K';
  }

  private static void expect(byte kind, char wanted) {
    if (kind != wanted) {
      throw new DataException(
          "a row is announced by %s where '%c' was expected".formatted(shown(kind), wanted));
    }
  }

  /** Flags that mean nothing as yet. */
  private static void flags(MessageReader in) {
    in.int8();
  }

  private long streamedXid(MessageReader in) {
    return streamed ? xid(in) : 0;
  }

  private static long xid(MessageReader in) {
    return Integer.toUnsignedLong(in.int32());
  }

  private static Lsn lsn(MessageReader in) {
    return new Lsn(in.int64());
  }

  private static Instant time(MessageReader in) {
    return ReplicationClock.instant(in.int64());
  }

  private String string(MessageReader in) {
    Charset charset = settings.get().charset();
    return in.cString(charset);
  }
}
