// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process and those it has started. */
final class ProcessTree {
  private static final int KILL_SECONDS = 20;

  private ProcessTree() {}

  /** Kills all of them by SIGKILL, the parent first, and waits until they are gone. */
  static void kill(ProcessHandle parent) {
    List<ProcessHandle> all = new ArrayList<>();
    all.add(parent);
    parent.descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      try {
        process.onExit().get(KILL_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new PostgresServerException(
            "process %d cannot be killed".formatted(process.pid()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PostgresServerException("interrupted while killing a server", e);
      }
    }
  }
}
