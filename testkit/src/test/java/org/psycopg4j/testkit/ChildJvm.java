// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A second JVM that starts a server, tells where its data is, and lives until its input ends. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Runs in the child. */
  public static void main(String[] arguments) throws IOException {
    PostgresServer server = PostgresServer.shared();
    System.out.println(server.dataDirectory());
    while (System.in.read() >= 0) {
      // Until the parent lets go.
    }
  }

  static ChildJvm start(List<String> prefix, Set<Path> classPath, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    command.add(ChildJvm.class.getName());
    return new ChildJvm(
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** The class path of the tests, modules and all. */
  static Set<Path> classPath() {
    Set<Path> paths = new LinkedHashSet<>();
    try {
      URL self = Objects.requireNonNull(ChildJvm.class.getResource("ChildJvm.class"));
      paths.add(Path.of(self.toURI()).resolve("../../../..").normalize());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
    for (String property : new String[] {"jdk.module.path", "java.class.path"}) {
      for (String part : System.getProperty(property, "").split(File.pathSeparator, -1)) {
        if (!part.isEmpty()) {
          paths.add(Path.of(part).toAbsolutePath());
        }
      }
    }
    return paths;
  }

  /** Waits until its server runs. */
  Path dataDirectory() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the child JVM failed, see its errors above");
    }
    return Path.of(line);
  }

  /** The processes it has started and those started by them. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it end in order; returns its exit status. */
  int end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the child JVM does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
