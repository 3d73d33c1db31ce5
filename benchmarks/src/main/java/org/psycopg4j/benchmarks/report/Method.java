// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.psycopg4j.benchmarks.results.Machine;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.Server;
import org.psycopg4j.benchmarks.results.Turns;

/** What a reader has to know to judge the figures, or to get them again. */
final class Method {
  private static final int SHORT_MILLIS = 1000;

  private Method() {}

  static void add(Run run, Markdown page) {
    page.heading("What it ran on");
    machine(run.machine(), page);
    server(run.server(), page);
    page.add("- Drivers: " + pairs(run.libraries(), " ") + ".");
    turns(run.turns(), page);
    page.heading("How it was measured");
    page.paragraph(
        """
        Each driver, with each set of its options, has a JVM of its own. All are connected and warm;
        one works at a time, in turns whose order is drawn anew for each round, and ratios are taken
        within a round: a slow minute of the machine hits all alike. Before the first round each
        driver proves by a checksum that it reads, or leaves behind, the same values as the others.

        A driver's name tells the options that are not its defaults. Each is used as its manual
        advises: statements are prepared once and kept where it can, cursors and connections are used
        again. *Client CPU* is of all threads of the driver's process, its collector's and compilers'
        included; *bytes* are what its Java threads allocate; *rates* are an aside. The *floor* is a
        small client that knows the workload, sends the right bytes and decodes the answer out of its
        receive buffer. "× pgjdbc" is to pgjdbc with its default options, or to the peer that the
        workload's page names; "best peer" is whichever peer, with whichever options, needs least.""");
    boolean python = PythonPeers.tookPart(run);
    if (python) {
      page.paragraph(PythonPeers.METHOD);
    }
    page.heading("What is noise");
    page.paragraph(noise(run));
    page.heading("What is not fair");
    page.paragraph(
        """
        - Clients and server share the machine's processors, and the network is its loopback: latency
          that a network would add is missing, and a client that burns less leaves the server more.
        - A throw-away server forgoes durability (`fsync`, `synchronous_commit`), the JIT compiler and
          parallel query, so that rounds are alike. Statements that write are cheaper than yours.
        - The floor checks nothing, keeps no result and serves one workload: it is a bound and no
          driver to choose. Where it sends in one round trip what a driver sends in two, it says so.
        - Tables are small enough to be cached, rows are of a few types, and one connection works
          alone unless the workload says otherwise.
        - The authors of psycopg4j wrote the benchmark, chose the workloads, and know its fast paths
          best. The goals were set on another machine: goals in time became ratios to what was
          measured beside them there.
        %s- Memory held, start-up time and the garbage collector's pauses are not measured."""
            .formatted(python ? PythonPeers.UNFAIR : ""));
  }

  private static void machine(Machine machine, Markdown page) {
    String load =
        machine.load() < 0 ? "" : "; load average before: " + Markdown.decimals(machine.load(), 2);
    page.add(
        "- Machine: %s%d processors, %,d MiB, %s%s."
            .formatted(
                machine.processor().isEmpty() ? "" : machine.processor() + ", ",
                machine.processors(),
                machine.memoryMiB(),
                machine.system(),
                load));
    page.add("- JVM: " + machine.java() + ".");
  }

  private static void server(Server server, Markdown page) {
    page.add(
        "- PostgreSQL %s, %s: %s."
            .formatted(
                server.version(),
                server.ours() ? "started for this run alone" : "a server that ran already",
                pairs(server.settings(), " = ")));
  }

  private static void turns(Turns turns, Markdown page) {
    page.add(
        "- %d rounds of %,d ms after %,d ms of warm-up for each driver and workload; order of turns by"
                .formatted(turns.rounds(), turns.sliceMillis(), turns.warmUpMillis())
            + " seed %d; drivers' JVMs with `%s`."
                .formatted(turns.seed(), String.join(" ", turns.jvmOptions())));
  }

  /* The rounds themselves tell how far they can be trusted. */
  private static String noise(Run run) {
    String text =
        "Differences below 10 % are noise, whatever the decimals. The JDK counts a process's CPU in"
            + " steps of 10 ms. ";
    if (run.turns().sliceMillis() < SHORT_MILLIS) {
      text +=
          "**This was a short run**: its turns are too short, and its warm-up may be, for anything"
              + " but a look. ";
    }
    Measured widest =
        run.workloads().stream()
            .filter(measured -> new Lineup(measured).ours() != null)
            .max(Comparator.comparingDouble(Method::width))
            .orElse(null);
    if (widest != null) {
      text +=
          "psycopg4j's rounds differ most in %s: the dearest took %s %% more CPU than the cheapest."
              .formatted(widest.name(), Markdown.decimals(100 * width(widest), 0));
    }
    return text;
  }

  private static double width(Measured measured) {
    Lineup lineup = new Lineup(measured);
    String ours = lineup.ours();
    return ours == null ? 0 : Metric.CPU.spread(lineup.slices(ours)).width();
  }

  private static String pairs(Map<String, String> pairs, String between) {
    return pairs.entrySet().stream()
        .map(entry -> entry.getKey() + between + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
