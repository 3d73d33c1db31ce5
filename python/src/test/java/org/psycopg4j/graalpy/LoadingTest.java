// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.python.embedding.GraalPyResources;
import org.graalvm.python.embedding.VirtualFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From where Python may take the package. */
@Timeout(120)
class LoadingTest {
  private static final Path PACKAGE = Path.of("src/main/python");
  private static final String FILES = "/GRAALPY-VFS/org.psycopg4j/psycopg4j-graalpy/";

  @Test
  void fromTheResourcesByAContextThatMayDoNothingElse() {
    try (Context context = allowed(Context.newBuilder("python"))) {
      Psycopg2.install(context);
      assertThat(origin(context)).isEqualTo("resource:psycopg2/__init__.py");
      assertThat(context.eval("python", "import importlib.metadata as m; m.version('psycopg2')"))
          .hasToString("'2.9.12'");
    }
  }

  @Test
  void fromADirectory() {
    try (Context context = allowed(Context.newBuilder("python").allowIO(IOAccess.ALL))) {
      addToPath(context, PACKAGE.toAbsolutePath());
      assertThat(origin(context)).startsWith(PACKAGE.toAbsolutePath().toString());
    }
  }

  @Test
  void fromAZipFile(@TempDir Path directory) throws IOException {
    Path jar = directory.resolve("psycopg4j-graalpy.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files()) {
        zip.putNextEntry(new ZipEntry(PACKAGE.relativize(file).toString()));
        zip.write(Files.readAllBytes(file));
      }
    }
    try (Context context = allowed(Context.newBuilder("python").allowIO(IOAccess.ALL))) {
      addToPath(context, jar);
      assertThat(origin(context)).startsWith(jar.toString());
    }
  }

  @Test
  @SuppressWarnings("deprecation") // in 25.2, whose way 25.0 has not
  void fromTheVirtualFileSystem() {
    VirtualFileSystem files =
        VirtualFileSystem.newBuilder()
            .resourceDirectory(FILES.substring(1, FILES.length() - 1))
            .resourceLoadingClass(Psycopg2.class)
            .build();
    try (Context context = allowed(GraalPyResources.contextBuilder(files))) {
      assertThat(origin(context)).endsWith("src/psycopg2/__init__.py");
    }
  }

  @Test
  void theVirtualFileSystemKnowsAllFiles() throws IOException {
    try (InputStream in = Psycopg2.class.getResourceAsStream(FILES + "fileslist.txt")) {
      assertThat(in).isNotNull();
      List<String> listed =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(l -> !l.endsWith("/"))
              .toList();
      assertThat(listed)
          .containsExactlyInAnyOrderElementsOf(
              files().stream().map(f -> FILES + "src/" + PACKAGE.relativize(f)).toList());
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(PACKAGE)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("__pycache__"))
          .toList();
    }
  }

  private static Context allowed(Context.Builder builder) {
    return builder
        .allowHostAccess(Psycopg2.hostAccess())
        .allowHostClassLookup(Psycopg2::isNeeded)
        .option("engine.WarnInterpreterOnly", "false")
        .build();
  }

  private static void addToPath(Context context, Path where) {
    context.getBindings("python").putMember("where", where.toString());
    context.eval("python", "import sys; sys.path.insert(0, where)");
  }

  private static String origin(Context context) {
    return context.eval("python", "import psycopg2; psycopg2.__spec__.origin").asString();
  }
}
