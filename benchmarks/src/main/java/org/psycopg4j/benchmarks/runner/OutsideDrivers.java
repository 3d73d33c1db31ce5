// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.OutsideDriver;
import org.psycopg4j.benchmarks.libpq.LibpqProgram;
import org.psycopg4j.benchmarks.python.Installed;
import org.psycopg4j.benchmarks.python.PythonDriver;
import org.psycopg4j.benchmarks.python.Scripts;

/** The drivers of Python and C that take part in a run: whichever are installed. */
final class OutsideDrivers implements AutoCloseable {
  private final Scripts scripts;
  private final @Nullable LibpqProgram libpq;
  private final List<OutsideDriver> all = new ArrayList<>();

  /** Those of them that were asked for; says which are missing. */
  OutsideDrivers(Options options) throws IOException {
    scripts = Scripts.copy();
    try {
      for (PythonDriver driver : PythonDriver.all()) {
        if (isWanted(options, driver.name())) {
          add(Installed.find(driver, scripts), driver.name(), "no Python here has it");
        }
      }
      libpq = isWanted(options, LibpqProgram.NAME) ? LibpqProgram.build() : null;
      if (isWanted(options, LibpqProgram.NAME)) {
        add(libpq, LibpqProgram.NAME, "it takes pg_config, cc and libpq's headers");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while drivers were looked for");
    }
  }

  private static boolean isWanted(Options options, String driver) {
    return options.drivers().isEmpty() || options.drivers().contains(driver);
  }

  private void add(@Nullable OutsideDriver found, String name, String reason) {
    if (found == null) {
      System.err.println(name + " is left out: " + reason);
    } else {
      all.add(found);
    }
  }

  List<OutsideDriver> all() {
    return all;
  }

  @Override
  public void close() throws IOException {
    scripts.close();
    if (libpq != null) {
      libpq.close();
    }
  }
}
