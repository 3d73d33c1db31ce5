// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.OperationalException;

class HostTest {

  private static List<Host> hosts(String dsn) {
    return new Around(Path.of("/nowhere")).connInfo(dsn).hosts();
  }

  @Test
  void severalWithTheirPorts() {
    assertThat(hosts("host=a,b,/c port=1,2,3"))
        .containsExactly(new Host("a", null, 1), new Host("b", null, 2), new Host("/c", null, 3));
    assertThat(hosts("host=a,b port=7"))
        .containsExactly(new Host("a", null, 7), new Host("b", null, 7));
    assertThat(hosts("host=a,b port=,8"))
        .containsExactly(new Host("a", null, 5432), new Host("b", null, 8));
    assertThat(hosts("postgresql://a:1,b,[::1]:3/d"))
        .containsExactly(
            new Host("a", null, 1), new Host("b", null, 5432), new Host("::1", null, 3));
  }

  @Test
  void addresses() {
    assertThat(hosts("hostaddr=10.0.0.1,10.0.0.2 port=1"))
        .containsExactly(new Host("10.0.0.1", "10.0.0.1", 1), new Host("10.0.0.2", "10.0.0.2", 1));
    assertThat(hosts("host=a,b hostaddr=10.0.0.1,"))
        .containsExactly(new Host("a", "10.0.0.1", 5432), new Host("b", null, 5432));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host=a,b,c port=1,2 | could not match 2 port numbers to 3 hosts",
        "host=a port=1,2 | could not match 2 port numbers to 1 hosts",
        "port=1,2 | could not match 2 port numbers to 1 hosts",
        "host=a,b hostaddr=127.0.0.1 | could not match 2 host names to 1 hostaddr values",
        "host=a,b port=1,x | invalid integer value \"x\" for connection option \"port\"",
        "host=a,b port=1,70000 | invalid port number: \"70000\"",
        "postgresql://u:pass/word@h/d | invalid port number: a slash in the password of a URI has to"
            + " be percent-encoded, as %2F",
      })
  void whatDoesNotMatch(String dsn, String message) {
    assertThatThrownBy(() -> hosts(dsn))
        .isInstanceOf(OperationalException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp", "@abstract", "/"})
  void sockets(String name) {
    assertThat(new Host(name, null, 1).isUnixSocket()).isTrue();
    assertThat(new Host(name, "127.0.0.1", 1).isUnixSocket()).isFalse();
  }
}
