// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.python.Programs;
import org.psycopg4j.benchmarks.runner.ClassPath;

/** A process that does a run, on one processor unless it may have all. */
final class Child {
  private static final List<String> ONE_PROCESSOR =
      List.of("-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC");
  private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

  private static final String JSON = "json";

  private final Options options;

  Child(Options options) {
    this.options = options;
  }

  /**
   * How a run ended.
   *
   * @param output what it printed
   */
  record Ended(int exitCode, String output) {}

  /** Does the run that was asked for; it reads and prints where this process does. */
  int inherit(String driver, String queryFile) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(java(options.target(), driver, queryFile, format()));
    return waitFor(builder.inheritIO().start());
  }

  /** Does a run of one of the drivers here and takes its JSON; its errors are printed. */
  Ended java(Target target, String driver, Path queryFile)
      throws IOException, InterruptedException {
    return capture(java(target, driver, queryFile.toString(), JSON));
  }

  /** Does a run of one of Python's drivers; without Python nothing is supported. */
  Ended python(Target target, Path script, String driver, Path queryFile)
      throws IOException, InterruptedException {
    if (!Programs.starts(options.python())) {
      return new Ended(Runner.UNSUPPORTED, "");
    }
    List<String> command = new ArrayList<>(onOneCore());
    command.addAll(List.of(options.python(), script.toString()));
    command.addAll(arguments(target, driver, queryFile.toString(), JSON));
    return capture(command);
  }

  private List<String> java(Target target, String driver, String queryFile, String format) {
    List<String> command = new ArrayList<>(onOneCore());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (options.oneCore()) {
      command.addAll(ONE_PROCESSOR);
    }
    command.addAll(HEAP);
    command.addAll(options.jvm());
    command.add("-cp");
    command.add(String.join(File.pathSeparator, ClassPath.current()));
    command.add(Runner.class.getName());
    command.addAll(arguments(target, driver, queryFile, format));
    return command;
  }

  private List<String> onOneCore() {
    return options.oneCore() ? OneCore.prefix() : List.of();
  }

  private String format() {
    return options.json() ? JSON : "text";
  }

  private List<String> arguments(Target target, String driver, String queryFile, String format) {
    List<String> arguments = new ArrayList<>(options.load().switches());
    arguments.add("--pghost=" + target.host());
    arguments.add("--pgport=" + target.port());
    arguments.add("--pguser=" + target.user());
    arguments.add("--pgdatabase=" + target.database());
    arguments.add("--output-format=" + format);
    arguments.add(driver);
    arguments.add(queryFile);
    return arguments;
  }

  private static Ended capture(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(waitFor(process), output);
  }

  private static int waitFor(Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }
}
