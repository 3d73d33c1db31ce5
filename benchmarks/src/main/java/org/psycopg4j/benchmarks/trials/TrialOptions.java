// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.pools.PoolKind;

/**
 * What was asked for on the command line.
 *
 * @param brief for a look only
 * @param rounds turns of each pool, and restarts of the server for each
 * @param sliceMillis how long a turn is
 * @param downMillis how long the server is down in a restart
 * @param seed of the order of turns
 * @param parts those to run, all if empty
 * @param pools those that take part
 * @param out a file for the report, or null
 */
record TrialOptions(
    boolean brief,
    int rounds,
    int sliceMillis,
    int downMillis,
    long seed,
    List<String> parts,
    List<PoolKind> pools,
    @Nullable Path out) {
  static final String USAGE =
      """
      --short            a look in about five minutes
      --rounds N         turns of each pool, and restarts (5, short 2)
      --slice MILLIS     length of a turn (2000, short 500)
      --down MILLIS      how long the server is down in a restart (1000)
      --seed N           of the order of turns (1)
      --part NAME        only check-out, contended or restart; may be repeated
      --pool NAME        only this one; may be repeated
      --out FILE         writes the report there too
      """;

  static TrialOptions parse(List<String> arguments) {
    boolean brief = arguments.contains("--short");
    int rounds = brief ? 2 : 5;
    int slice = brief ? 500 : 2000;
    int down = 1000;
    long seed = 1;
    List<String> parts = new ArrayList<>();
    List<PoolKind> pools = new ArrayList<>();
    Path out = null;
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      if (option.equals("--short")) {
        continue;
      }
      if (++i == arguments.size()) {
        throw new IllegalArgumentException(option + " is unknown or needs a value\n" + USAGE);
      }
      String value = arguments.get(i);
      switch (option) {
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--slice" -> slice = Integer.parseInt(value);
        case "--down" -> down = Integer.parseInt(value);
        case "--seed" -> seed = Long.parseLong(value);
        case "--part" -> parts.add(value);
        case "--pool" -> pools.add(PoolKind.named(value));
        case "--out" -> out = Path.of(value);
        default -> throw new IllegalArgumentException("no option " + option + "\n" + USAGE);
      }
    }
    return new TrialOptions(
        brief,
        rounds,
        slice,
        down,
        seed,
        List.copyOf(parts),
        pools.isEmpty() ? PoolKind.all() : List.copyOf(pools),
        out);
  }

  boolean wants(String part) {
    return parts.isEmpty() || parts.contains(part);
  }
}
