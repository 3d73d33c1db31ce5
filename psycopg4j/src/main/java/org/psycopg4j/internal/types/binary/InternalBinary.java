// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.Locale;
import org.psycopg4j.internal.types.Decoding;

/**
 * Types of the server's own bookkeeping in binary format: xid, cid, xid8, tid, pg_lsn and snapshots
 * (PostgreSQL manual, "Object Identifier Types", "pg_lsn Type", "Transaction ID and Snapshot
 * Information Functions").
 */
public final class InternalBinary extends StringBinary {
  private static final int XID_BYTES = 8;

  private final Form form;

  /** What the parts of a type are, and how they are written. */
  private enum Form {
    UNSIGNED_32 {
      @Override
      void write(Body in, StringBuilder out) {
        out.append(in.uint32());
      }
    },
    UNSIGNED_64 {
      @Override
      void write(Body in, StringBuilder out) {
        out.append(Long.toUnsignedString(in.int64()));
      }
    },
    BLOCK_AND_OFFSET {
      @Override
      void write(Body in, StringBuilder out) {
        out.append('(').append(in.uint32()).append(',').append(in.uint16()).append(')');
      }
    },
    LOG_POSITION {
      @Override
      void write(Body in, StringBuilder out) {
        String file = Integer.toHexString(in.int32());
        out.append((file + "/" + Integer.toHexString(in.int32())).toUpperCase(Locale.ROOT));
      }
    },
    SNAPSHOT {
      @Override
      void write(Body in, StringBuilder out) {
        int count = in.count(XID_BYTES);
        out.append(in.int64()).append(':').append(in.int64()).append(':');
        for (int i = 0; i < count; i++) {
          out.append(i == 0 ? "" : ",").append(in.int64());
        }
      }
    };

    abstract void write(Body in, StringBuilder out);
  }

  private InternalBinary(String typeName, Form form) {
    super(typeName);
    this.form = form;
  }

  /** xid and cid. */
  public static InternalBinary unsigned32(String typeName) {
    return new InternalBinary(typeName, Form.UNSIGNED_32);
  }

  /** xid8. */
  public static InternalBinary unsigned64(String typeName) {
    return new InternalBinary(typeName, Form.UNSIGNED_64);
  }

  public static InternalBinary tid() {
    return new InternalBinary("tid", Form.BLOCK_AND_OFFSET);
  }

  public static InternalBinary lsn() {
    return new InternalBinary("pg_lsn", Form.LOG_POSITION);
  }

  /** pg_snapshot and txid_snapshot. */
  public static InternalBinary snapshot(String typeName) {
    return new InternalBinary(typeName, Form.SNAPSHOT);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    Body in = new Body(buf, off, len, typeName());
    StringBuilder out = new StringBuilder();
    form.write(in, out);
    in.requireEnd();
    return out.toString();
  }
}
