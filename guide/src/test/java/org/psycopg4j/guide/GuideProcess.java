// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of the guide in a JVM of its own, as a user starts it.
 *
 * @param exitCode what it ended with
 * @param output its lines on standard output
 * @param errors what it wrote to standard error
 */
record GuideProcess(int exitCode, List<String> output, String errors) {

  static GuideProcess run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(command(arguments))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      int exitCode = process.waitFor();
      return new GuideProcess(exitCode, Files.readAllLines(output), Files.readString(errors));
    } finally {
      process.destroyForcibly();
    }
  }

  /** The modules that the tests run on, as a class path: the server's binaries are among them. */
  private static List<String> command(String... arguments) {
    String classPath =
        System.getProperty("jdk.module.path", "")
            + File.pathSeparator
            + System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", classPath, Guide.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
