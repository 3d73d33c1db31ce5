// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerErrorTest {
  private static final String PREFIX = "connection to server at \"db\", port 5432 failed: ";

  @ParameterizedTest
  @ValueSource(strings = {"28P01", "28000", "53300", "57P03"})
  void anOperationalErrorDuringConnectKeepsItsClass(String sqlstate) {
    assertThat(ServerError.duringConnect(fatal(sqlstate), PREFIX))
        .isExactlyInstanceOf(SqlStates.lookup(sqlstate));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3D000", "42501", "0A000", "XX000", "ZZ999", "08999"})
  void anyOtherErrorDuringConnectIsAPlainOperationalException(String sqlstate) {
    assertThat(ServerError.duringConnect(fatal(sqlstate), PREFIX))
        .isExactlyInstanceOf(OperationalException.class);
  }

  @Test
  void anErrorDuringConnectHasTheWholeReport() {
    Diagnostics diag =
        Diagnostics.of(Map.of('S', "FATAL", 'C', "3D000", 'M', "no such database", 'H', "h"));

    OperationalException error = ServerError.duringConnect(diag, PREFIX);

    assertThat(error).hasMessage(PREFIX + "FATAL:  no such database\nHINT:  h");
    assertThat(error.pgerror()).isEqualTo("FATAL:  no such database\nHINT:  h\n");
    assertThat(error.pgcode()).isEqualTo("3D000");
    assertThat(error.diag()).isSameAs(diag);
  }

  @Test
  void anErrorWithoutSqlstateIsADatabaseException() {
    Diagnostics diag = Diagnostics.of(Map.of('S', "ERROR", 'M', "m"));

    DatabaseException error = ServerError.of(diag, null);

    assertThat(error).isExactlyInstanceOf(DatabaseException.class).hasMessage("m");
    assertThat(error.pgcode()).isNull();
  }

  private static Diagnostics fatal(String sqlstate) {
    return Diagnostics.of(Map.of('S', "FATAL", 'C', sqlstate, 'M', "m"));
  }
}
