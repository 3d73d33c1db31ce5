// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.Client;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.Workload;
import org.psycopg4j.benchmarks.drivers.Driver;
import org.psycopg4j.benchmarks.results.Slice;

/**
 * The program of a driver's process: reads a command from each line of its input and answers with
 * one line, until its input ends.
 *
 * <ul>
 *   <li>{@code open NAME}: connects for that workload; answers with the checksum of what it read
 *   <li>{@code run MILLIS}: works for so long; answers with a {@link Slice}
 * </ul>
 */
final class Worker {
  /** What an answer's line begins with; the JVM itself may print others. */
  static final String ANSWER = "answer ";

  private final Driver driver;
  private final Tables tables;
  private final Target target = Target.ofEnvironment(System.getenv());
  private final Meter meter = new Meter();
  private final Blackhole values = new Blackhole();
  private @Nullable Client client;
  private @Nullable Workload workload;

  private Worker(Driver driver, Tables tables) {
    this.driver = driver;
    this.tables = tables;
  }

  /** Takes the driver's name and the numbers of rows of {@link Tables}. */
  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err); // what a driver might print is no answer
    Tables tables = new Tables(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    Worker worker = new Worker(Competitors.driver(arguments[0]), tables);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String command; (command = commands.readLine()) != null; ) {
      answers.println(ANSWER + worker.answer(command.split(" ", 2)));
    }
    worker.close();
  }

  private String answer(String[] command) throws Exception {
    return switch (command[0]) {
      case "open" -> open(command[1]);
      case "run" -> run(Long.parseLong(command[1])).toString();
      default -> throw new IllegalArgumentException(command[0]);
    };
  }

  private String open(String name) throws Exception {
    close();
    Workload opened = Competitors.workload(name, tables);
    Client connected = driver.opener().open(opened.at(target), opened);
    workload = opened;
    client = connected;
    return opened.verify(connected);
  }

  private Slice run(long millis) throws Exception {
    Workload workload = this.workload;
    Client client = this.client;
    if (workload == null || client == null) {
      throw new IllegalStateException("nothing is open");
    }
    workload.beforeSlice(client);
    System.gc(); // the last slice's garbage is not this one's work
    long limit = TimeUnit.MILLISECONDS.toNanos(millis);
    long units = 0;
    meter.start();
    long start = System.nanoTime();
    do {
      units += workload.run(client, values);
    } while (System.nanoTime() - start < limit);
    return meter.stop(units);
  }

  private void close() throws Exception {
    if (client != null) {
      client.close();
    }
  }
}
