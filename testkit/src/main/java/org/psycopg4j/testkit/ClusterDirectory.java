// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one throw-away server: its data, its log and its socket, and a locked file that
 * says that its JVM lives. Directories whose JVM died are deleted when the next one is made.
 */
final class ClusterDirectory implements AutoCloseable {
  private static final int LOCK_SECONDS = 60;
  // A socket's whole path has 104 bytes on macOS and 108 on Linux, and its name takes 20 of them.
  private static final int LONGEST_BASE = 50;

  private final Path root;
  private final InterProcessLock lock;

  private ClusterDirectory(Path root, InterProcessLock lock) {
    this.root = root;
    this.lock = lock;
  }

  static ClusterDirectory create() throws IOException {
    Path base = base();
    InterProcessLock making = making(base);
    try {
      sweep(base);
      Path root = Files.createTempDirectory(base, "pg");
      FileTree.mode(root, "rwxr-xr-x");
      if (!Files.getOwner(base).equals(Files.getOwner(root))) {
        throw new IOException(base + " belongs to another user, who could replace what we run on");
      }
      InterProcessLock lock = InterProcessLock.tryAcquire(root.resolve("lock"));
      if (lock == null) {
        throw new IOException("cannot lock the new directory " + root);
      }
      return new ClusterDirectory(root, lock);
    } finally {
      making.close();
    }
  }

  Path data() {
    return root.resolve("data");
  }

  Path log() {
    return root.resolve("server.log");
  }

  /** The directory of the Unix socket: short, and the server's own. */
  Path sockets() {
    return root.resolve("s");
  }

  @Override
  public void close() throws IOException {
    InterProcessLock making = making(base());
    try {
      lock.close();
      FileTree.delete(root);
    } finally {
      making.close();
    }
  }

  /** While this is held no directory is half made or half deleted. */
  private static InterProcessLock making(Path base) throws IOException {
    return InterProcessLock.acquire(base.resolve("lock"), LOCK_SECONDS);
  }

  private static Path base() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    if (temporary.toString().length() > LONGEST_BASE && !Platform.windows()) {
      temporary = Path.of("/tmp");
    }
    String user = System.getProperty("user.name", "unknown").replaceAll("\\W", "_");
    Path base = temporary.resolve("psycopg4j-" + user);
    if (!Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(base);
      FileTree.mode(base, "rwxr-xr-x");
    }
    return base;
  }

  private static void sweep(Path base) throws IOException {
    try (DirectoryStream<Path> roots = Files.newDirectoryStream(base, "pg*")) {
      for (Path root : roots) {
        InterProcessLock lock = InterProcessLock.tryAcquire(root.resolve("lock"));
        if (lock != null) {
          lock.close();
          endServerOf(root.resolve("data"));
          FileTree.delete(root);
        }
      }
    }
  }

  /** Ends a server that outlived its JVM, if the process is still the one that wrote the file. */
  private static void endServerOf(Path data) throws IOException {
    @Nullable PostmasterFile file = PostmasterFile.read(data);
    if (file == null) {
      return;
    }
    ProcessHandle postmaster = ProcessHandle.of(file.pid()).orElse(null);
    if (postmaster != null
        && postmaster.info().commandLine().orElse("").contains(data.toString())) {
      ProcessTree.kill(postmaster);
    }
    file.removeSharedMemory(List.of());
  }
}
