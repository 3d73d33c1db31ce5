// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PostmasterTest {
  private static final ClusterOptions PLAIN =
      new ClusterOptions(
          18, null, null, Map.of(), Map.of("fsync", "off"), List.of(), Map.of(), List.of(), 30);

  /** A port taken on one address only is a warning to PostgreSQL; to us it is taken. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aPortThatIsTakenIsNotUsed(String address) throws Exception {
    assumeTrue(FreePort.addresses().contains(address));
    int port = FreePort.choose();
    try (Cluster cluster = Cluster.create(PLAIN);
        ServerSocket other = new ServerSocket(port, 1, InetAddress.getAllByName(address)[0])) {
      assertThat(other.isBound()).isTrue();
      assertThat(Postmaster.start(cluster, port, 30)).isNull();
      Postmaster second = requireNonNull(Postmaster.start(cluster, FreePort.choose(), 30));
      second.signal("QUIT");
    }
  }

  @Test
  void aServerThatIsTooSlowIsGivenUpAndEnded() throws Exception {
    try (Cluster cluster = Cluster.create(PLAIN)) {
      assertThatThrownBy(() -> Postmaster.start(cluster, FreePort.choose(), 0))
          .isInstanceOf(PostgresServerException.class)
          .hasMessageContaining("does not answer after 0 s");
      Postmaster second = requireNonNull(Postmaster.start(cluster, FreePort.choose(), 30));
      second.kill();
      PostmasterFile left = requireNonNull(PostmasterFile.read(cluster.data()));
      assertThat(ProcessHandle.of(left.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }
}
