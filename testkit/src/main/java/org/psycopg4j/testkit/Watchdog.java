// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that kills a server when its standard input ends, which it does when the JVM that holds
 * the other end dies, however it dies. For systems where the kernel does not do this by itself.
 */
final class Watchdog {
  private Watchdog() {}

  /** Waits for the end of standard input, then kills the process named by the argument. */
  public static void main(String[] arguments) throws IOException {
    while (System.in.read() >= 0) {
      // Nobody writes; what ends the wait is the end.
    }
    ProcessHandle.of(Long.parseLong(arguments[0])).ifPresent(ProcessTree::kill);
  }

  /** Starts a watchdog over a process. To call it off, destroy it before closing its input. */
  static Process over(long pid) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try {
      Path classes =
          Path.of(Watchdog.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<String> command =
          List.of(
              java,
              "-Xmx16m",
              "-XX:+UseSerialGC",
              "-cp",
              classes.toString(),
              Watchdog.class.getName(),
              Long.toString(pid));
      return Programs.start(
          Programs.builder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD));
    } catch (URISyntaxException e) {
      throw new IOException("cannot find our own classes", e);
    }
  }
}
