// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.errors.ProgrammingException;

/** A statement's text ends at a NUL for the server: one that has a NUL must not be sent. */
class NulInTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1\0", "\0", "SELECT '\0'", "SELECT 1 -- \0 Q"})
  void isRefusedBeforeAnythingIsSent(String sql) {
    try (Connection conn = Shared.connect()) {
      assertThatThrownBy(() -> conn.cursor().execute(sql)).isInstanceOf(ProgrammingException.class);
      assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    }
  }
}
