// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.python;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.OutsideDriver;
import org.psycopg4j.benchmarks.Tables;

/**
 * A driver that this machine has.
 *
 * @param driver which
 * @param scripts the program's
 * @param python the program that has it
 * @param versions its own, and of what it runs on
 */
public record Installed(
    PythonDriver driver, Scripts scripts, String python, Map<String, String> versions)
    implements OutsideDriver {

  /* The system's Python may have what another one, first on the path, has not. */
  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  /** Looks for a driver; null if no Python has it. */
  public static @Nullable Installed find(PythonDriver driver, Scripts scripts)
      throws InterruptedException {
    for (String python : PYTHONS) {
      String output =
          Programs.output(List.of(python, scripts.file("probe.py").toString(), driver.name()));
      if (output != null) {
        return new Installed(driver, scripts, python, versions(output));
      }
    }
    return null;
  }

  /** What {@code probe.py} has printed: a name and a version in each line. */
  static Map<String, String> versions(String output) {
    Map<String, String> versions = new LinkedHashMap<>();
    output
        .lines()
        .map(line -> line.split(" ", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> versions.put(parts[0], parts[1]));
    return versions;
  }

  @Override
  public String name() {
    return driver.name();
  }

  @Override
  public Set<String> workloads() {
    return driver.workloads();
  }

  @Override
  public List<String> command(Tables tables) {
    return List.of(python, scripts.file("worker.py").toString(), driver.name(), Facts.json(tables));
  }
}
