// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A driver that is no JVM's: a process of its own that answers as those of Java do. */
public interface OutsideDriver {
  /** What it is called on the command line and in the report. */
  String name();

  /** The workloads that it does. */
  Set<String> workloads();

  /** Its own version, and those of what it runs on. */
  Map<String, String> versions();

  /** The command that runs its process. */
  List<String> command(Tables tables);
}
