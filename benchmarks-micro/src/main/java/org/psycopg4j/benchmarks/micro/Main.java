// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The program: runs the micro benchmarks whose names match, and prints their times and what they
 * allocate. It takes JMH's own options, and {@code --short} for a look.
 */
public final class Main {
  private static final String SHORT = "--short";
  private static final TimeValue SECOND = TimeValue.seconds(1);
  private static final TimeValue MOMENT = TimeValue.milliseconds(100);

  private Main() {}

  public static void main(String[] arguments)
      throws CommandLineOptionException, IOException, RunnerException {
    passClassPathOn();
    boolean brief = Arrays.asList(arguments).contains(SHORT);
    String[] own =
        Arrays.stream(arguments).filter(argument -> !argument.equals(SHORT)).toArray(String[]::new);
    CommandLineOptions commandLine = new CommandLineOptions(own);
    if (commandLine.shouldHelp()) {
      commandLine.showHelp();
      return;
    }
    Runner runner = new Runner(options(commandLine, brief).build());
    if (commandLine.shouldList()) {
      runner.list();
      return;
    }
    System.out.println();
    System.out.print(Table.of(runner.run()));
  }

  /* What the command line says wins over what stands here: JMH asks the parent for the rest. */
  private static ChainedOptionsBuilder options(CommandLineOptions commandLine, boolean brief) {
    TimeValue turn = brief ? MOMENT : SECOND;
    int turns = brief ? 3 : 5;
    ChainedOptionsBuilder options =
        new OptionsBuilder().parent(commandLine).addProfiler(GCProfiler.class);
    if (!commandLine.getForkCount().hasValue()) {
      options.forks(1);
    }
    if (!commandLine.getWarmupIterations().hasValue()) {
      options.warmupIterations(turns);
    }
    if (!commandLine.getWarmupTime().hasValue()) {
      options.warmupTime(turn);
    }
    if (!commandLine.getMeasurementIterations().hasValue()) {
      options.measurementIterations(turns);
    }
    if (!commandLine.getMeasurementTime().hasValue()) {
      options.measurementTime(turn);
    }
    return options;
  }

  /* JMH starts its JVMs with this property, which is Maven's own where Maven runs the program. */
  private static void passClassPathOn() {
    if (Main.class.getClassLoader() instanceof URLClassLoader loader) {
      StringJoiner paths = new StringJoiner(File.pathSeparator);
      for (URL url : loader.getURLs()) {
        paths.add(file(url));
      }
      System.setProperty("java.class.path", paths.toString());
    }
  }

  private static String file(URL url) {
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
