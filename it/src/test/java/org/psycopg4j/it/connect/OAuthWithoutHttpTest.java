// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.testkit.FakeServer;

/** A JDK without java.net.http has tokens, and says what the device flow needs. */
@Timeout(60)
class OAuthWithoutHttpTest {
  /** Where the modules of this JVM lie that are no part of the JDK. */
  private static String modules() {
    return ModuleLayer.boot().configuration().modules().stream()
        .map(module -> module.reference().location().orElseThrow())
        .filter(location -> location.getScheme().equals("file"))
        .map(location -> Path.of(location).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String tests() throws Exception {
    URI own = OAuthWithoutHttp.class.getResource("OAuthWithoutHttp.class").toURI();
    return Path.of(own).resolve("../../../../..").normalize().toString();
  }

  @Test
  void whoHasATokenNeedsNoHttp() throws Exception {
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve)) {
      Process java =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--module-path",
                  modules(),
                  "--add-modules",
                  "org.psycopg4j",
                  "--limit-modules",
                  "org.psycopg4j",
                  "-cp",
                  tests(),
                  OAuthWithoutHttp.class.getName(),
                  server.dsn() + " oauth_issuer=https://issuer.example")
              .redirectErrorStream(true)
              .start();
      String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(output)
          .startsWith("false" + System.lineSeparator())
          .contains("the device flow needs the JDK's module java.net.http: require it, or run with")
          .contains("--add-modules java.net.http");
    }
  }
}
