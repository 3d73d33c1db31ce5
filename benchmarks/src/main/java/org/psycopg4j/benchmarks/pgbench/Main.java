// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.util.List;

/** The program {@code pgbench_java}: a runner for MagicStack's pgbench, or a contest of its own. */
public final class Main {
  private static final int USAGE_ERROR = 2;

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(run(List.of(arguments)));
  }

  /**
   * Returns the exit code: 1 if something failed, 2 for arguments that are none, 3 if the driver
   * can't do what the query file says.
   */
  static int run(List<String> arguments) throws Exception {
    if (arguments.contains("--help")) {
      System.out.print(Options.USAGE);
      return 0;
    }
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
      return USAGE_ERROR;
    }
    if (options.driver() != null && options.queryFile() != null) {
      return new Child(options).inherit(options.driver(), options.queryFile());
    }
    return new Contest(options).run();
  }
}
