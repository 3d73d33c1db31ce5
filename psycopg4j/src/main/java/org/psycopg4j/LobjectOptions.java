// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.largeobject.LargeObjects;
import org.psycopg4j.internal.largeobject.OpenMode;
import org.psycopg4j.internal.session.Dialogue;

/**
 * Which large object is wanted and what for: {@code LobjectOptions.mode("wb").newOid(4711)} is
 * psycopg2's {@code conn.lobject(0, "wb", 4711)}.
 *
 * <p>Immutable; each method returns other options. See {@link Connection#lobject(LobjectOptions)}.
 */
public final class LobjectOptions {
  private final long oid;
  private final OpenMode mode;
  private final long newOid;
  private final @Nullable Path newFile;

  private LobjectOptions(long oid, OpenMode mode, long newOid, @Nullable Path newFile) {
    this.oid = oid;
    this.mode = mode;
    this.newOid = newOid;
    this.newFile = newFile;
  }

  /** A new object, open for writing. */
  public static LobjectOptions defaults() {
    return mode("");
  }

  /**
   * A new object, whose mode says whether it is text or bytes.
   *
   * @param mode as for {@link Connection#lobject(long, String)}
   * @throws ParameterException of {@link ParameterException.Kind#VALUE} if it is no mode
   */
  public static LobjectOptions mode(String mode) {
    return new LobjectOptions(0, OpenMode.of(mode), 0, null);
  }

  /** The object of this oid; 0 is a new one. */
  public LobjectOptions oid(long existing) {
    return new LobjectOptions(existing, mode, newOid, newFile);
  }

  /** The oid that a new object is to have; 0 leaves it to the server. */
  public LobjectOptions newOid(long wanted) {
    return new LobjectOptions(oid, mode, wanted, newFile);
  }

  /** The file whose bytes a new object is to have: one of this machine, not of the server's. */
  public LobjectOptions newFile(Path file) {
    return new LobjectOptions(oid, mode, newOid, Objects.requireNonNull(file));
  }

  LargeObjects.Opened open(Dialogue dialogue) {
    if (oid != 0 && (newOid != 0 || newFile != null)) {
      throw new ParameterException(
          ParameterException.Kind.VALUE,
          "a large object that is there already cannot have a new oid, nor a file's bytes");
    }
    if (oid != 0) {
      return LargeObjects.open(dialogue, oid, mode);
    }
    return newFile == null
        ? LargeObjects.create(dialogue, newOid, mode)
        : LargeObjects.load(dialogue, newOid, mode, newFile);
  }
}
