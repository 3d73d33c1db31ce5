// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server writes to postmaster.pid (PostgreSQL manual, "Database File Layout"): in its first
 * line the process, in its sixth the address it listens on, in its seventh its shared memory.
 */
record PostmasterFile(long pid, String address, @Nullable String sharedMemoryId) {

  /** The file's content, or null if there is none or it is not complete yet. */
  static @Nullable PostmasterFile read(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return null;
    }
    if (lines.size() < 6) {
      return null;
    }
    String[] memory = lines.size() < 7 ? new String[0] : lines.get(6).strip().split("\\s+", -1);
    return new PostmasterFile(
        Long.parseLong(lines.get(0).strip()),
        lines.get(5).strip(),
        memory.length == 2 ? memory[1] : null);
  }

  /** Frees the few bytes of shared memory that a killed server leaves in the kernel. */
  void removeSharedMemory(List<String> prefix) throws IOException {
    if (sharedMemoryId != null && !Platform.windows()) {
      List<String> command = new ArrayList<>(prefix);
      command.addAll(List.of("ipcrm", "-m", sharedMemoryId));
      try {
        Programs.run(command, 10);
      } catch (IOException e) {
        // There is no ipcrm here: the bytes stay until the next boot.
      }
    }
  }
}
