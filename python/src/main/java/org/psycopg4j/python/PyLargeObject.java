// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.nio.file.Path;
import org.psycopg4j.LargeObject;

/** A large object, as psycopg2's {@code lobject} needs it. Not for several threads at a time. */
public final class PyLargeObject {
  private final LargeObject object;

  PyLargeObject(LargeObject object) {
    this.object = object;
  }

  public long oid() {
    return object.oid();
  }

  public String mode() {
    return object.mode();
  }

  public boolean closed() {
    return object.closed();
  }

  /** So many bytes, or all that are left. */
  public String read(int size) {
    return Bytes.crossing(size < 0 ? object.read() : object.read(size));
  }

  public int write(String bytes) {
    return object.write(Bytes.arrived(bytes));
  }

  public long seek(long offset, int whence) {
    return object.seek(offset, whence);
  }

  public long tell() {
    return object.tell();
  }

  public void truncate(long length) {
    object.truncate(length);
  }

  public void export(String file) {
    object.export(Path.of(file));
  }

  public void unlink() {
    object.unlink();
  }

  public void close() {
    object.close();
  }
}
