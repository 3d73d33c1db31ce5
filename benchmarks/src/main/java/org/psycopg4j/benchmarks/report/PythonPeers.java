// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.Set;
import java.util.stream.Collectors;
import org.psycopg4j.benchmarks.python.PythonDriver;
import org.psycopg4j.benchmarks.results.Run;

/** What a reader has to know of the drivers of Python, where they took part. */
final class PythonPeers {
  /** How they were measured. */
  static final String METHOD =
      """
      psycopg2 and asyncpg have a process of Python's each, which does the same by the same protocol
      and proves it by the same checksums. Of psycopg2's ten connections each has a thread, of
      asyncpg's all share an event loop, uvloop's if that is installed. Every value becomes an object
      of Python's; they are not looped over, which would measure the interpreter. Bytes are not
      counted there: a dash. libpq, where it took part, is a program of C, and its bytes are not
      counted either.""";

  /** What is not fair to them, or to the others: an item of a list. */
  static final String UNFAIR =
      """
      - psycopg2 and asyncpg hand their values to Python, whose objects are other objects, and whose
        global lock lets one core work at a time; psycopg2's work is C's, libpq's included,
        asyncpg's is Cython's. They tell what a program costs there, not what it would cost here.
      """;

  private PythonPeers() {}

  /** Whether one of them did. */
  static boolean tookPart(Run run) {
    Set<String> names =
        PythonDriver.all().stream().map(PythonDriver::name).collect(Collectors.toSet());
    return run.workloads().stream()
        .anyMatch(measured -> measured.slices().keySet().stream().anyMatch(names::contains));
  }
}
