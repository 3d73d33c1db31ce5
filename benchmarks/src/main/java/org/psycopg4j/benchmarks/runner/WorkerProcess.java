// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.psycopg4j.benchmarks.OutsideDriver;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.drivers.Driver;
import org.psycopg4j.benchmarks.results.Slice;

/** A driver's process, as seen by the one that commands it. For one thread. */
final class WorkerProcess implements AutoCloseable {
  private final String name;
  private final Set<String> workloads;
  private final Process process;
  private final PrintWriter commands;
  private final BufferedReader answers;

  private WorkerProcess(String name, Set<String> workloads, Process process) {
    this.name = name;
    this.workloads = workloads;
    this.process = process;
    commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a JVM, with the same options for every driver.
   *
   * @param java what runs it
   */
  static WorkerProcess start(
      Driver driver, Java java, Target target, Tables tables, List<String> jvmOptions)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.program());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, ClassPath.current()));
    command.add(Worker.class.getName());
    command.add(driver.name());
    command.add(Integer.toString(tables.scanRows()));
    command.add(Integer.toString(tables.lookupRows()));
    return start(driver.name() + java.suffix(), driver.workloads(), command, target);
  }

  /** Starts a process that is no JVM. */
  static WorkerProcess start(OutsideDriver driver, Target target, Tables tables)
      throws IOException {
    return start(driver.name(), driver.workloads(), driver.command(tables), target);
  }

  private static WorkerProcess start(
      String name, Set<String> workloads, List<String> command, Target target) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    target.toEnvironment(builder.environment());
    return new WorkerProcess(name, workloads, builder.start());
  }

  /** Whether its driver competes there. */
  boolean does(String workload) {
    return workloads.contains(workload);
  }

  /** The driver's name and, if it is not the first one's, its JDK. */
  String name() {
    return name;
  }

  /** Connects for a workload; returns the checksum of what it read. */
  String open(String workload) throws IOException {
    return ask("open " + workload);
  }

  /** Lets it work for so long. */
  Slice run(long millis) throws IOException {
    return Slice.parse(ask("run " + millis));
  }

  private String ask(String command) throws IOException {
    commands.println(command);
    for (String line; (line = answers.readLine()) != null; ) {
      if (line.startsWith(Worker.ANSWER)) {
        return line.substring(Worker.ANSWER.length());
      }
      System.err.println(line);
    }
    throw new IOException(
        "the process of %s ended at \"%s\"%s; its errors are above"
            .formatted(name, command, exitCode()));
  }

  /* 137 and 143 tell that somebody killed it, which no error does. */
  private String exitCode() {
    process.onExit().completeOnTimeout(process, 1, TimeUnit.SECONDS).join();
    return process.isAlive() ? "" : " with exit code " + process.exitValue();
  }

  /** Ends its input, which ends it. */
  @Override
  public void close() {
    commands.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
