// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import java.util.Random;
import java.util.zip.CRC32;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.LargeObjectClient;

/** What the workloads of large objects have in common: it is written and read by the MiB. */
final class LargeObjects {
  private static final int PROOF = 3; // pieces of the object that proves that all read the same
  private static final int MIB = 1 << 20;

  private final byte[] piece = new byte[MIB];
  private final byte[] into = new byte[MIB];

  LargeObjects() {
    new Random(1).nextBytes(piece);
  }

  long make(Client client, int pieces) throws Exception {
    return of(client).makeLargeObject(piece, pieces);
  }

  /** Reads it all; returns the number of MiB. */
  long read(Client client, long oid) throws Exception {
    return of(client).readLargeObject(oid, into, (buf, len) -> {}) / MIB;
  }

  /** The checksum of a smaller object that was written and read. */
  String verify(Client client) throws Exception {
    CRC32 crc = new CRC32();
    long oid = make(client, PROOF);
    long length = of(client).readLargeObject(oid, into, (buf, len) -> crc.update(buf, 0, len));
    client.execute("SELECT lo_unlink(" + oid + ")");
    return "%d:%08x".formatted(length, crc.getValue());
  }

  /** Deletes all objects, and gives their room back. */
  static void clear(Client client) throws Exception {
    client.execute("SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
    client.execute("VACUUM pg_largeobject");
  }

  private static LargeObjectClient of(Client client) {
    return (LargeObjectClient) client;
  }
}
