// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process and those it has started. */
final class ProcessTree {
  private static final int KILL_SECONDS = 20;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private ProcessTree() {}

  /** Kills all of them by SIGKILL, the parent first, and waits until they are gone. */
  static void kill(ProcessHandle parent) {
    List<ProcessHandle> all = new ArrayList<>();
    all.add(parent);
    parent.descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      if (!awaitGone(process, KILL_SECONDS)) {
        throw new PostgresServerException("process %d cannot be killed".formatted(process.pid()));
      }
    }
  }

  /** Waits until a process has ended, whosever child it is; false if it has not by then. */
  static boolean awaitGone(ProcessHandle process, int timeoutSeconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    while (process.isAlive() && !zombie(process)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  /** True if it has ended and its parent, perhaps one that never looks, was not told yet. */
  private static boolean zombie(ProcessHandle process) {
    try {
      Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return text.startsWith(") Z", text.lastIndexOf(')'));
    } catch (IOException e) {
      return false; // there is no /proc, or it has just gone
    }
  }
}
