// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.largeobject.LargeObjects;
import org.psycopg4j.internal.largeobject.OpenMode;
import org.psycopg4j.internal.largeobject.OpenObject;
import org.psycopg4j.internal.largeobject.Whence;
import org.psycopg4j.internal.largeobject.WholeCharacters;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * A large object of the database, open like a file ({@code psycopg2.extensions.lobject}).
 *
 * <p>It belongs to the transaction that it was opened in. After its end, whatever that was, nothing
 * can be done with it but {@link #close}, {@link #unlink} and {@link #export}. Sizes and positions
 * count bytes, as longs: an object may have 4 TiB.
 *
 * <p>An error of the server is an {@link org.psycopg4j.errors.OperationalException}, as in
 * psycopg2, and its message begins with the severity; unlike there it has its SQLSTATE in {@code
 * pgcode()}. The transaction has failed then.
 *
 * <p>Not for several threads at a time; the objects and cursors of one connection may be used by
 * several.
 */
public final class LargeObject implements AutoCloseable {
  /** For {@link Cursor#loOpen}: to be read ({@code INV_READ}). */
  public static final int READ = OpenMode.READ;

  /** For {@link Cursor#loOpen}: to be written, and read ({@code INV_WRITE}). */
  public static final int WRITE = OpenMode.WRITE;

  /** For {@link #seek(long, int)}: from the start. */
  public static final int SEEK_SET = Whence.START;

  /** For {@link #seek(long, int)}: from where the position is. */
  public static final int SEEK_CUR = Whence.CURRENT;

  /** For {@link #seek(long, int)}: from the end. */
  public static final int SEEK_END = Whence.END;

  private final Dialogue dialogue;
  private final OpenObject object;
  private final String mode;

  private LargeObject(Dialogue dialogue, LargeObjects.Opened opened) {
    this.dialogue = dialogue;
    this.object = opened.object();
    this.mode = opened.mode().toString();
  }

  static LargeObject open(Connection connection, LobjectOptions options) {
    requireSynchronous(connection);
    return new LargeObject(connection.dialogue(), options.open(connection.dialogue()));
  }

  static long create(Connection connection, long oid) {
    requireSynchronous(connection);
    return LargeObjects.create(connection.dialogue(), oid);
  }

  static void unlink(Connection connection, long oid) {
    requireSynchronous(connection);
    LargeObjects.unlink(connection.dialogue(), oid);
  }

  static void export(Connection connection, long oid, Path file) {
    requireSynchronous(connection);
    LargeObjects.export(connection.dialogue(), oid, file);
  }

  private static void requireSynchronous(Connection connection) {
    connection.dialogue().requireBlocking("lobject");
  }

  /** The mode that the server's flags stand for. */
  static String mode(int flags) {
    return switch (flags) {
      case READ -> "r";
      case WRITE -> "w";
      case READ | WRITE -> "rw";
      default ->
          throw new ParameterException(
              ParameterException.Kind.VALUE,
              "a large object is opened to READ, to WRITE or to READ | WRITE, not " + flags);
    };
  }

  /** The object's oid. */
  public long oid() {
    return object.oid();
  }

  /**
   * What it was opened for: {@code r}, {@code w} or {@code rw}, and {@code t} or {@code b}; {@code
   * n} if it was not opened. A new object is open for writing, whatever was asked for, and can be
   * read as well.
   */
  public String mode() {
    return mode;
  }

  /** Whether it was closed, or never opened, or its connection is closed. */
  public boolean closed() {
    return object.closed();
  }

  /** All bytes from the position to the end. */
  public byte[] read() {
    return object.readAll();
  }

  /**
   * The next so many bytes, fewer at the end, and none behind it; all of them if it is negative.
   */
  public byte[] read(int size) {
    return size < 0 ? object.readAll() : object.read(size);
  }

  /**
   * Reads the next bytes into a part of an array.
   *
   * @return how many there were: fewer than {@code len} at the end only, and 0 behind it
   */
  public int read(byte[] into, int off, int len) {
    Objects.checkFromIndexSize(off, len, into.length);
    return object.read(into, off, len);
  }

  /**
   * All text from the position to the end, which is read in the connection's encoding.
   *
   * @throws org.psycopg4j.errors.DataException if it is none in that encoding; the position is
   *     behind it
   */
  public String readString() {
    return readString(-1);
  }

  /**
   * The text of the next so many bytes, and of those that its last character needs beyond them;
   * empty at the end only. psycopg2 raises an error instead when it has half a character.
   *
   * @throws org.psycopg4j.errors.DataException as {@link #readString()}
   */
  public String readString(int size) {
    byte[] bytes = read(size);
    if (size > 0) {
      bytes =
          WholeCharacters.complete(
              bytes, dialogue.dialect().decoding().charset(), () -> object.read(1));
    }
    return dialogue.dialect().decoding().text(bytes, 0, bytes.length);
  }

  /** Writes bytes at the position; returns how many. */
  public int write(byte[] data) {
    return write(data, 0, data.length);
  }

  /** Writes a part of an array at the position; returns how many bytes. */
  public int write(byte[] data, int off, int len) {
    Objects.checkFromIndexSize(off, len, data.length);
    object.write(data, off, len);
    return len;
  }

  /**
   * Writes text at the position, in the connection's encoding; returns how many bytes that took.
   *
   * @throws ParameterException if the encoding lacks a character; nothing is written then
   */
  public int write(String text) {
    SqlBuffer encoded = new SqlBuffer(dialogue.dialect().quoting().charset());
    encoded.text(text);
    return write(encoded.toByteArray());
  }

  /** Writes what a buffer has left at the position; returns how many bytes. */
  public int write(ByteBuffer data) {
    return object.write(data);
  }

  /** Moves the position to so many bytes from the start; returns it. */
  public long seek(long offset) {
    return seek(offset, SEEK_SET);
  }

  /**
   * Moves the position; returns it, counted from the start. It may be behind the end.
   *
   * @param whence {@link #SEEK_SET}, {@link #SEEK_CUR} or {@link #SEEK_END}
   */
  public long seek(long offset, int whence) {
    return object.seek(offset, whence);
  }

  /** The position, in bytes from the start. */
  public long tell() {
    return object.tell();
  }

  /** Cuts all of it off. The position stays where it is. */
  public void truncate() {
    truncate(0);
  }

  /** Makes it so many bytes long: cut off, or filled up with zeros. The position stays. */
  public void truncate(long length) {
    object.truncate(length);
  }

  /**
   * Copies the whole object into a file of this machine, which is made or overwritten. It may be
   * closed, and of a transaction before this one.
   *
   * @throws org.psycopg4j.errors.OperationalException if the file can't be written: the transaction
   *     goes on
   */
  public void export(Path file) {
    LargeObjects.export(dialogue, oid(), file);
  }

  /**
   * Closes and deletes the object. It may be closed, and of a transaction before this one. With
   * autocommit this is a transaction of its own.
   */
  public void unlink() {
    object.unlink();
  }

  /**
   * The bytes from the position on. The stream reads ahead, and the server does not tell it what
   * becomes of the bytes then; what else is done with this object finds the position where the
   * stream is. Closing the stream closes this object. An error is an IOException whose cause it is.
   */
  public InputStream inputStream() {
    return object.inputStream();
  }

  /**
   * Writes from the position on. Up to 248 KiB are kept back until the stream is flushed or closed,
   * or something else is done with this object: before a commit it has to be. Closing the stream
   * closes this object. An error is an IOException whose cause it is.
   */
  public OutputStream outputStream() {
    return object.outputStream();
  }

  /**
   * The object as a channel, which shares its position. Closing the channel closes this object. An
   * error is an IOException whose cause it is.
   */
  public SeekableByteChannel channel() {
    return object.channel();
  }

  /** Closes it. Closing again, or after the transaction's end, does nothing. */
  @Override
  public void close() {
    object.close();
  }

  /** Whether it is closed. */
  @Override
  public String toString() {
    return "<lobject; closed: " + (closed() ? 1 : 0) + ">";
  }
}
