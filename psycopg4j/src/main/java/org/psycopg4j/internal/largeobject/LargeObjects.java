// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.FunctionCallExchange;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.TransactionState;

/** What is done with the objects of a database as a whole: made, opened, deleted, copied. */
public final class LargeObjects {
  private static final long MOST = 0xffff_ffffL; // an oid has 32 bits

  private LargeObjects() {}

  /** Opens an object that is there. */
  public static Opened open(Dialogue dialogue, long oid, OpenMode asked) {
    requireOid(oid);
    OpenMode mode = asked.ofExisting();
    return begun(
        dialogue,
        () -> {
          if (!mode.opens()) {
            return new Opened(OpenObject.unopened(dialogue, oid), mode);
          }
          FunctionCallExchange open = LoCall.open(oid, mode.flags());
          dialogue.beginAndRun(open);
          return new Opened(OpenObject.opened(dialogue, oid, (int) open.number()), mode);
        });
  }

  /**
   * Makes an object and opens it for writing; its oid is chosen by the server if 0 is asked for.
   */
  public static Opened create(Dialogue dialogue, long oid, OpenMode asked) {
    return begun(dialogue, () -> open(dialogue, create(dialogue, oid), asked.ofNew()));
  }

  /** Makes an object; returns its oid. */
  public static long create(Dialogue dialogue, long wanted) {
    requireOid(wanted);
    return begun(
        dialogue,
        () -> {
          FunctionCallExchange create = LoCall.create(wanted);
          dialogue.beginAndRun(create);
          return Integer.toUnsignedLong((int) create.number());
        });
  }

  /**
   * Makes an object of a file's bytes and opens it at its beginning.
   *
   * @throws OperationalException if the file can't be read
   */
  public static Opened load(Dialogue dialogue, long oid, OpenMode asked, Path file) {
    try (InputStream in = opened(file)) {
      Opened created = create(dialogue, oid, asked);
      boolean done = false;
      try {
        created.object().write(in);
        created.object().seek(0, Whence.START);
        done = true;
        return created;
      } finally {
        if (!done) {
          discard(created.object());
        }
      }
    } catch (IOException e) {
      throw unusable("could not read from file", file, e);
    }
  }

  private static InputStream opened(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unusable("could not open file", file, e);
    }
  }

  private static OutputStream made(Path file) {
    try {
      return Files.newOutputStream(file);
    } catch (IOException e) {
      throw unusable("could not open file", file, e);
    }
  }

  /** Deletes what could not be made, if the transaction still lets it. */
  private static void discard(OpenObject object) {
    try {
      object.unlink();
    } catch (RuntimeException e) {
      // The transaction has failed, or the connection: the object is gone with it.
    }
  }

  /**
   * Copies an object's bytes into a file, which is made or overwritten.
   *
   * @throws OperationalException if the file can't be written
   */
  public static void export(Dialogue dialogue, long oid, Path file) {
    OpenObject object = open(dialogue, oid, OpenMode.of("rb")).object();
    try (OutputStream out = made(file)) {
      object.readNow(out);
    } catch (IOException e) {
      throw unusable("could not write to file", file, e);
    } finally {
      object.close();
    }
  }

  /** Deletes an object; with autocommit that is a transaction of its own. */
  public static void unlink(Dialogue dialogue, long oid) {
    requireOid(oid);
    dialogue.exclusively(
        () -> {
          dialogue.requireOpen();
          dialogue.transaction().requireNotPrepared("unlink");
          dialogue.beginAndRun(LoCall.unlink(oid));
        });
  }

  /** Raises an error where each statement is a transaction of its own. */
  static void requireTransaction(TransactionState transaction) {
    if (transaction.phase() == TransactionState.Phase.READY && !transaction.needsBegin()) {
      throw new ProgrammingException("can't use a lobject outside of transactions");
    }
  }

  private interface Step<T> {
    T run();
  }

  /** Does something with the lock held, in a transaction, which is begun if need be. */
  private static <T> T begun(Dialogue dialogue, Step<T> step) {
    dialogue.lock().lock();
    try {
      dialogue.requireOpen();
      TransactionState transaction = dialogue.transaction();
      requireTransaction(transaction);
      transaction.requireNotPrepared("lobject");
      if (transaction.needsBegin()) {
        dialogue.run(transaction.begin());
        transaction.begun();
      }
      return step.run();
    } finally {
      dialogue.lock().unlock();
    }
  }

  private static void requireOid(long oid) {
    if (oid < 0 || oid > MOST) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "an oid is from 0 to %d, not %d".formatted(MOST, oid));
    }
  }

  private static OperationalException unusable(String what, Path file, IOException e) {
    return new OperationalException("%s \"%s\": %s".formatted(what, file, reason(e)), e);
  }

  /** Why a file can't be used, in the words of the system where Java has only its name. */
  private static @Nullable String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.getMessage();
  }

  /**
   * An object and the mode that it was opened in.
   *
   * @param object the object
   * @param mode what psycopg2 reports
   */
  public record Opened(OpenObject object, OpenMode mode) {}
}
