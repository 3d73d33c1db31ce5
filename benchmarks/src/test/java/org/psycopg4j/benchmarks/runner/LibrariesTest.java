// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibrariesTest {
  @Test
  void theVersionIsWhatFollowsTheArtifactsName() {
    assertThat(
            Libraries.versions(
                List.of(
                    "/m/postgresql-42.7.14.jar",
                    "/m/psycopg4j-0.1.0-SNAPSHOT.jar",
                    "/m/vertx-pg-client-5.0.12.jar")))
        .containsExactly(
            Map.entry("psycopg4j", "0.1.0-SNAPSHOT"),
            Map.entry("postgresql", "42.7.14"),
            Map.entry("vertx-pg-client", "5.0.12"));
  }

  @Test
  void anotherArtifactWhoseNameGoesOnIsNotMeant() {
    assertThat(Libraries.versions(List.of("/m/psycopg4j-testkit-0.1.0.jar"))).isEmpty();
  }

  @Test
  void theSystemThatAJarIsMadeForIsNoPartOfItsVersion() {
    assertThat(
            Libraries.versions(
                List.of(
                    "/m/netty-transport-native-epoll-4.2.13.Final-linux-x86_64.jar",
                    "/m/netty-transport-native-epoll-4.2.13.Final-linux-aarch_64.jar")))
        .containsExactly(Map.entry("netty-transport-native-epoll", "4.2.13.Final"));
  }

  @Test
  void aModuleOfTheSameBuildIsItsDirectory() {
    assertThat(Libraries.versions(List.of("/any/psycopg4j/target/classes")))
        .containsEntry("psycopg4j", "of this checkout");
  }

  @Test
  void thisClassPathHasPgjdbc() {
    assertThat(Libraries.versions(ClassPath.current())).containsKey("postgresql");
  }
}
