// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** No server and no data outlives its JVM, however that ends. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ServerLifeTest {
  private static final int GONE_SECONDS = 30;

  private static void assertAllGo(List<ProcessHandle> processes) {
    assertThat(processes).isNotEmpty();
    assertThat(processes).allMatch(process -> ProcessTree.awaitGone(process, GONE_SECONDS));
  }

  /** All of a child's processes; several of them belong to the server. */
  private static List<ProcessHandle> servers(ChildJvm child) {
    List<ProcessHandle> processes = child.descendants();
    assertThat(processes).hasSizeGreaterThan(3);
    return processes;
  }

  @Test
  void aJvmThatEndsInOrderTakesServerAndDataWithIt() throws Exception {
    try (ChildJvm child = ChildJvm.start(List.of(), ChildJvm.classPath())) {
      Path data = child.dataDirectory();
      List<ProcessHandle> servers = servers(child);
      assertThat(child.end()).isZero();
      assertAllGo(servers);
      assertThat(data.getParent()).doesNotExist();
    }
  }

  @Test
  void aJvmThatIsKilledTakesItsServerWithItAndItsDataIsSweptLater() throws Exception {
    killAndSweep();
  }

  @Test
  void theWatchdogEndsTheServerWhereTheKernelDoesNot() throws Exception {
    killAndSweep("-Dpsycopg4j.test.watchdog=java");
  }

  @Test
  void aServerThatOutlivedItsJvmIsEndedByTheNextSweep() throws Exception {
    String watchdog = "-Dpsycopg4j.test.watchdog=java";
    try (ChildJvm child = ChildJvm.start(List.of(), ChildJvm.classPath(), watchdog)) {
      Path data = child.dataDirectory();
      List<ProcessHandle> all = servers(child);
      List<ProcessHandle> watchdogs =
          all.stream()
              .filter(p -> p.info().commandLine().orElse("").contains(Watchdog.class.getName()))
              .toList();
      assertThat(watchdogs).hasSize(1);
      ProcessTree.kill(watchdogs.get(0));
      child.kill();
      List<ProcessHandle> servers = all.stream().filter(ProcessHandle::isAlive).toList();
      assertThat(servers).hasSizeGreaterThan(3);
      PostgresServer.builder().start().close();
      assertAllGo(servers);
      assertThat(data.getParent()).doesNotExist();
    }
  }

  private static void killAndSweep(String... options) throws Exception {
    try (ChildJvm child = ChildJvm.start(List.of(), ChildJvm.classPath(), options)) {
      Path data = child.dataDirectory();
      List<ProcessHandle> servers = servers(child);
      child.kill();
      assertAllGo(servers);
      assertThat(data.getParent()).exists();
      PostgresServer.builder().start().close();
      assertThat(data.getParent()).doesNotExist();
    }
  }

  /** Two JVMs of an ordinary user find the cache empty, then one finds it half written. */
  @Test
  void ordinaryUsersUnpackOnceEvenInARace(@TempDir Path directory) throws Exception {
    List<String> prefix = List.of();
    Set<Path> classPath = ChildJvm.classPath();
    FileTree.mode(directory, "rwxr-xr-x");
    Path cache = Files.createDirectory(directory.resolve("cache"));
    if (Files.getAttribute(directory, "unix:uid").equals(0)) {
      assumeTrue(hasSetpriv());
      prefix = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
      Files.setAttribute(cache, "unix:uid", 65534);
      // An ordinary user cannot look into root's local repository.
      classPath = copies(classPath, Files.createDirectory(directory.resolve("classes")));
    }
    String option = "-Dpsycopg4j.test.cache=" + cache;
    String user = "-Duser.name=ordinary" + ProcessHandle.current().pid();
    Path data;
    try (ChildJvm one = ChildJvm.start(prefix, classPath, option, user);
        ChildJvm two = ChildJvm.start(prefix, classPath, option, user)) {
      data = one.dataDirectory();
      assertThat(data).isNotEqualTo(two.dataDirectory());
      assertThat(one.end()).isZero();
      assertThat(two.end()).isZero();
    }
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files.filter(Files::isDirectory)).hasSize(2); // the programs, the template
    }
    halveTemplate(cache);
    try (ChildJvm three = ChildJvm.start(prefix, classPath, option, user)) {
      assertThat(three.dataDirectory()).isNotNull();
      assertThat(three.end()).isZero();
    }
    FileTree.delete(data.resolve("../..").normalize());
  }

  /** Leaves the cache as a JVM does that dies while it makes the template. */
  private static void halveTemplate(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      Path template =
          files
              .filter(Files::isDirectory)
              .filter(file -> file.getFileName().toString().contains("template"))
              .findFirst()
              .orElseThrow();
      Files.move(template, template.resolveSibling(template.getFileName() + ".part"));
    }
  }

  private static Set<Path> copies(Set<Path> paths, Path to) throws IOException {
    FileTree.mode(to, "rwxr-xr-x");
    Set<Path> copies = new LinkedHashSet<>();
    for (Path path : paths) {
      Path directory = Files.createDirectory(to.resolve(Integer.toString(copies.size())));
      FileTree.mode(directory, "rwxr-xr-x");
      Path copy = directory.resolve(path.getFileName());
      FileTree.copy(path, copy);
      copies.add(copy);
    }
    return copies;
  }

  private static boolean hasSetpriv() throws IOException {
    try {
      return Programs.run(List.of("setpriv", "--version"), 10).status() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
