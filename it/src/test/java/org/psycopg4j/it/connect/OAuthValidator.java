// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A module by which a server checks tokens, compiled where there is a C compiler. A server by
 * itself has none.
 */
final class OAuthValidator implements AutoCloseable {
  private static final String SOURCE = "validator.c";

  private final Path directory;

  private OAuthValidator(Path directory) {
    this.directory = directory;
  }

  /** Whether there is a C compiler, and a system whose modules it makes. */
  static boolean isPossible() {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return false;
    }
    try {
      Process compiler = new ProcessBuilder("cc", "--version").redirectErrorStream(true).start();
      compiler.getInputStream().readAllBytes();
      return compiler.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compiles it. */
  static OAuthValidator compile() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("psycopg4j-oauth");
    // The server may be another user.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    OAuthValidator validator = new OAuthValidator(directory);
    Path source = directory.resolve(SOURCE);
    try (InputStream file = OAuthValidator.class.getResourceAsStream(SOURCE)) {
      Files.copy(file, source);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "cc", "-shared", "-fPIC", "-o", validator.library(), source.toString(), "-ldl"));
    if (System.getProperty("os.name", "").startsWith("Mac")) {
      command.addAll(List.of("-undefined", "dynamic_lookup"));
    }
    Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
      validator.close();
      throw new IOException("the validator could not be compiled: " + output);
    }
    return validator;
  }

  /** What goes into oauth_validator_libraries. */
  String library() {
    return directory.resolve("validator.so").toString();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(directory.resolve("validator.so"));
    Files.deleteIfExists(directory.resolve(SOURCE));
    Files.delete(directory);
  }
}
