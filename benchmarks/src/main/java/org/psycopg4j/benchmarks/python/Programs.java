// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs short programs to learn what is there. */
public final class Programs {
  private Programs() {}

  /** Whether there is such a program: whether it tells its version. */
  public static boolean starts(String program) throws InterruptedException {
    return output(List.of(program, "--version")) != null;
  }

  /** What a command prints, its errors included; null if it can't be started, or fails. */
  public static @Nullable String output(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? output : null;
    } catch (IOException e) {
      return null;
    }
  }
}
