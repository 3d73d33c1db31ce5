// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.util.function.Consumer;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.benchmarks.Target;

/** Where psycopg4j connects to. */
public final class Psycopg4jOptions {
  private Psycopg4jOptions() {}

  /** The options for a server; its host may be the directory of a Unix-domain socket. */
  public static Consumer<ConnectOptions> of(Target target) {
    return options -> {
      options.host(target.host()).port(target.port()).user(target.user()).dbname(target.database());
      if (target.password() != null) {
        options.password(target.password());
      }
    };
  }
}
