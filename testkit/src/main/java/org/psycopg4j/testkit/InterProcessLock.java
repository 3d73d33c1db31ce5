// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file, against other JVMs and other threads of this one. The kernel gives it back when
 * its JVM dies.
 */
final class InterProcessLock implements AutoCloseable {
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /* Closing any channel of a file gives up all of the process's locks on it (POSIX), so a file that
   * this JVM has locked must not be opened again. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private InterProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Waits for the lock, but not for ever. */
  static InterProcessLock acquire(Path file, int timeoutSeconds) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    while (true) {
      InterProcessLock lock = tryAcquire(file);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() > deadline) {
        throw new PostgresServerException(
            "waited %d s for another process that holds %s".formatted(timeoutSeconds, file));
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /** The lock, or null if someone else has it. */
  static @Nullable InterProcessLock tryAcquire(Path file) throws IOException {
    Path key = file.toAbsolutePath();
    if (!HELD.add(key)) {
      return null;
    }
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
      return lock == null ? null : new InterProcessLock(key, channel);
    } finally {
      if (lock == null) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(key);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }
}
