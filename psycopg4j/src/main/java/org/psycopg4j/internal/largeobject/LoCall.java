// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import org.psycopg4j.internal.engine.FunctionCallExchange;
import org.psycopg4j.internal.wire.FunctionArguments;

/**
 * Calls of the server's functions for large objects (manual: "Client Interfaces" of large objects).
 * Their oids in pg_proc are the same in every version, so nothing has to be asked.
 */
final class LoCall {
  private static final int LO_CREATE = 715;
  private static final int LO_OPEN = 952;
  private static final int LO_CLOSE = 953;
  private static final int LOREAD = 954;
  private static final int LOWRITE = 955;
  private static final int LO_UNLINK = 964;
  private static final int LO_LSEEK64 = 3170;
  private static final int LO_TELL64 = 3171;
  private static final int LO_TRUNCATE64 = 3172;

  private LoCall() {}

  /** Makes an object of this oid, or of one that the server chooses if it is 0; returns it. */
  static FunctionCallExchange create(long oid) {
    return FunctionCallExchange.int4(LO_CREATE, new FunctionArguments().int4((int) oid));
  }

  /** Opens an object; returns its descriptor in this session. */
  static FunctionCallExchange open(long oid, int flags) {
    return FunctionCallExchange.int4(LO_OPEN, new FunctionArguments().int4((int) oid).int4(flags));
  }

  static FunctionCallExchange close(int descriptor) {
    return FunctionCallExchange.int4(LO_CLOSE, new FunctionArguments().int4(descriptor));
  }

  /** Reads up to so many bytes into the caller's array. */
  static FunctionCallExchange read(int descriptor, byte[] into, int off, int len) {
    FunctionArguments arguments = new FunctionArguments().int4(descriptor).int4(len);
    return FunctionCallExchange.bytes(LOREAD, arguments, into, off, len);
  }

  /** Writes bytes, which are taken when it is sent; returns how many. */
  static FunctionCallExchange write(int descriptor, byte[] data, int off, int len) {
    FunctionArguments arguments = new FunctionArguments().int4(descriptor).bytes(data, off, len);
    return FunctionCallExchange.int4(LOWRITE, arguments);
  }

  /** Moves the position; returns where it is then. */
  static FunctionCallExchange seek(int descriptor, long offset, int whence) {
    return FunctionCallExchange.int8(
        LO_LSEEK64, new FunctionArguments().int4(descriptor).int8(offset).int4(whence));
  }

  static FunctionCallExchange tell(int descriptor) {
    return FunctionCallExchange.int8(LO_TELL64, new FunctionArguments().int4(descriptor));
  }

  static FunctionCallExchange truncate(int descriptor, long length) {
    return FunctionCallExchange.int4(
        LO_TRUNCATE64, new FunctionArguments().int4(descriptor).int8(length));
  }

  static FunctionCallExchange unlink(long oid) {
    return FunctionCallExchange.int4(LO_UNLINK, new FunctionArguments().int4((int) oid));
  }
}
