// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who the server runs as: ourselves, or if we are root, which PostgreSQL refuses, someone without
 * privileges. It is what goes before the server's command line.
 *
 * @param name the user's name, for names of files
 * @param id the user's number, which its files must belong to; -1 if they are ours anyway
 * @param prefix the words before the command
 * @param diesWithUs whether the kernel ends the server when the thread that started it ends
 */
record ServerUser(String name, int id, List<String> prefix, boolean diesWithUs) {
  // SIGQUIT is an immediate shutdown: it ends sessions and frees shared memory, SIGKILL would not.
  private static final List<String> DIE_WITH_US = List.of("setpriv", "--pdeathsig", "QUIT");

  /** The first way that works to run PostgreSQL. */
  static ServerUser forProgram(Path postgres) throws IOException {
    return forProgram(postgres, "postgres (PostgreSQL)");
  }

  /**
   * The first way that works to run a program that refuses root.
   *
   * @param version what its answer to {@code --version} begins with
   */
  static ServerUser forProgram(Path program, String version) throws IOException {
    List<String> tried = new ArrayList<>();
    for (ServerUser user : candidates()) {
      String answer = user.tryRun(program);
      if (answer.startsWith(version)) {
        return user;
      }
      tried.add(String.join(" ", user.command(program.toString(), "--version")) + ": " + answer);
    }
    throw new PostgresServerException(
        "cannot run it; as root, it and the cache must be readable by the user nobody:\n"
            + String.join("\n", tried));
  }

  List<String> command(String... words) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(words));
    return command;
  }

  /** Makes a file or directory the server's own. */
  void own(Path file) throws IOException {
    if (id >= 0) {
      Files.setAttribute(file, "unix:uid", id);
    }
  }

  private static List<ServerUser> candidates() throws IOException {
    if (Platform.windows()) {
      return List.of(new ServerUser(ownName(), -1, List.of(), false));
    }
    List<ServerUser> users = new ArrayList<>();
    boolean watchdog = "java".equals(Setting.WATCHDOG.value());
    if (!weAreRoot()) {
      if (!watchdog) {
        users.add(new ServerUser(ownName(), -1, DIE_WITH_US, true));
      }
      users.add(new ServerUser(ownName(), -1, List.of(), false));
      return users;
    }
    int nobody = idOfNobody();
    if (nobody > 0) {
      String number = Integer.toString(nobody);
      List<String> become =
          List.of("setpriv", "--reuid", number, "--regid", number, "--clear-groups");
      if (!watchdog) {
        users.add(new ServerUser("nobody", nobody, joined(become, "--pdeathsig", "QUIT"), true));
      }
      users.add(new ServerUser("nobody", nobody, become, false));
    }
    // In a user namespace without a mapping root is the overflow user, and root's files are its
    // own.
    List<String> unshare = List.of("unshare", "--user");
    if (!watchdog) {
      users.add(
          new ServerUser(
              "overflow", -1, joined(unshare, DIE_WITH_US.toArray(String[]::new)), true));
    }
    users.add(new ServerUser("overflow", -1, unshare, false));
    if (nobody > 0) {
      List<String> runuser = List.of("runuser", "-u", "nobody", "--");
      users.add(new ServerUser("nobody", nobody, runuser, false));
    }
    return users;
  }

  private static List<String> joined(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }

  private String tryRun(Path program) throws IOException {
    try {
      return Programs.run(command(program.toString(), "--version"), 30).output();
    } catch (IOException e) {
      return e.toString(); // there is no such program as the prefix names
    }
  }

  private static boolean weAreRoot() throws IOException {
    Path probe = Files.createTempFile("psycopg4j", null);
    try {
      return Files.getAttribute(probe, "unix:uid").equals(0);
    } finally {
      Files.delete(probe);
    }
  }

  private static int idOfNobody() throws IOException {
    Programs.Result result = Programs.run(List.of("id", "-u", "nobody"), 10);
    return result.status() == 0 ? Integer.parseInt(result.output().strip()) : -1;
  }

  private static String ownName() {
    return System.getProperty("user.name", "unknown").replaceAll("\\W", "_");
  }
}
