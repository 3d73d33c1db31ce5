// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What libpq makes of a connection string, as psql tells it. */
record Psql(Path program, Map<String, String> environment) {
  private static final String ERROR = "psql: error: ";

  /** The result of a query, without its last line feed; or why there is no connection. */
  String answer(String dsn, String query) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "-X", "-A", "-t", "-w", "-d", dsn, "-c", query)
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("psql did not end: " + output);
    }
    return output.startsWith(ERROR) ? output.substring(ERROR.length()) : output;
  }
}
