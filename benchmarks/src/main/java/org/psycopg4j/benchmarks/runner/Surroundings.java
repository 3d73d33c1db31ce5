// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.psycopg4j.benchmarks.results.Machine;
import org.psycopg4j.benchmarks.results.Server;
import org.psycopg4j.testkit.PostgresServer;

/** What a report says of the machine and the server that were there when it was measured. */
final class Surroundings {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private static final List<String> SETTINGS =
      List.of(
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_level",
          "autovacuum",
          "jit",
          "max_parallel_workers_per_gather",
          "shared_buffers",
          "work_mem",
          "max_connections",
          "ssl",
          "server_encoding");

  private Surroundings() {}

  /** This machine. */
  static Machine machine() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() >> 20,
        String.join(" ", system.getName(), system.getVersion(), system.getArch()),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        system.getSystemLoadAverage());
  }

  /* Linux names the model once for each processor (proc_cpuinfo(5)); elsewhere nothing does. */
  private static String processor() {
    try {
      return Files.readAllLines(PROCESSORS).stream()
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** The server, by its own word. */
  static Server server(PostgresServer server) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : SETTINGS) {
      settings.put(name, show(server, name));
    }
    return new Server(show(server, "server_version"), server.embedded(), settings);
  }

  private static String show(PostgresServer server, String setting) {
    return String.valueOf(server.execute("show " + setting).get(0).get(0));
  }
}
