// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.python.Installed;
import org.psycopg4j.benchmarks.python.PythonDriver;
import org.psycopg4j.benchmarks.python.Scripts;

/** The drivers of Python that take part in a run: whichever are installed. */
final class Pythons {
  private Pythons() {}

  /** Of those that were asked for; says which of them are missing. */
  static List<Installed> installed(Options options, Scripts scripts) throws IOException {
    List<Installed> all = new ArrayList<>();
    for (PythonDriver driver : PythonDriver.all()) {
      if (options.drivers().isEmpty() || options.drivers().contains(driver.name())) {
        Installed installed = find(driver, scripts);
        if (installed != null) {
          all.add(installed);
        } else {
          System.err.println(driver.name() + " is left out: no Python here has it");
        }
      }
    }
    return all;
  }

  private static @Nullable Installed find(PythonDriver driver, Scripts scripts) throws IOException {
    try {
      return Installed.find(driver, scripts);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while it was looked for " + driver.name());
    }
  }
}
