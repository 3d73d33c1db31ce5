// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PsycopgExceptionTest {
  private static final AnyCursor CURSOR = new AnyCursor() {};
  private static final Diagnostics DIAG =
      Diagnostics.of(Map.of('S', "ERROR", 'C', "23505", 'M', "duplicate key", 'D', "d"));

  @Test
  void serializationKeepsEverythingButTheCursor() throws Exception {
    PsycopgException error = ServerError.of(DIAG, null).raisedBy(CURSOR);

    PsycopgException copy = roundTrip(error);

    assertThat(copy)
        .isExactlyInstanceOf(UniqueViolation.class)
        .hasMessage("duplicate key\nDETAIL:  d");
    assertThat(copy.pgerror()).isEqualTo(error.pgerror());
    assertThat(copy.pgcode()).isEqualTo("23505");
    assertThat(copy.diag()).isEqualTo(DIAG);
    assertThat(copy.cursor()).isNull();
  }

  @Test
  void serializationKeepsWhatPsycopg2Says() throws Exception {
    ParameterException copy =
        roundTrip(new ParameterException(ParameterException.Kind.INDEX, "text", "more"));

    assertThat(copy).hasMessage("text: more");
    assertThat(copy.kind()).isEqualTo(ParameterException.Kind.INDEX);
    assertThat(copy.psycopgText()).isEqualTo("text");
  }

  @Test
  void theFirstCursorNamedStays() {
    PsycopgException error = new ProgrammingException("m");

    assertThat(error.cursor()).isNull();
    assertThat(error.raisedBy(CURSOR)).isSameAs(error);
    error.raisedBy(new AnyCursor() {});

    assertThat(error.cursor()).isSameAs(CURSOR);
  }

  @Test
  void anErrorThatNoServerReportedHasNoReport() {
    Throwable cause = new IOException("c");
    PsycopgException error = new OperationalException("m", cause);

    assertThat(error).hasMessage("m").hasCause(cause);
    assertThat(error.pgerror()).isNull();
    assertThat(error.pgcode()).isNull();
    assertThat(error.diag()).isSameAs(Diagnostics.NONE);
  }

  @Test
  void anEmptyExplanationAddsNothing() {
    assertThat(new ParameterException(ParameterException.Kind.KEY, "'a'", "")).hasMessage("'a'");
    assertThat(new ParameterException(ParameterException.Kind.KEY, "'a'")).hasMessage("'a'");
  }

  @Test
  void theTreeIsThatOfDbApi() {
    assertThat(PsycopgException.class).hasSuperclass(RuntimeException.class);
    assertThat(PsycopgWarning.class).hasSuperclass(RuntimeException.class);
    assertThat(InterfaceException.class).hasSuperclass(PsycopgException.class);
    assertThat(DatabaseException.class).hasSuperclass(PsycopgException.class);
    assertThat(DataException.class).hasSuperclass(DatabaseException.class);
    assertThat(OperationalException.class).hasSuperclass(DatabaseException.class);
    assertThat(IntegrityException.class).hasSuperclass(DatabaseException.class);
    assertThat(InternalException.class).hasSuperclass(DatabaseException.class);
    assertThat(ProgrammingException.class).hasSuperclass(DatabaseException.class);
    assertThat(NotSupportedException.class).hasSuperclass(DatabaseException.class);
    assertThat(QueryCanceledException.class).hasSuperclass(OperationalException.class);
    assertThat(TransactionRollbackException.class).hasSuperclass(OperationalException.class);
    assertThat(ParameterException.class).hasSuperclass(ProgrammingException.class);
  }

  @SuppressWarnings("unchecked")
  private static <E extends PsycopgException> E roundTrip(E error) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(error);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (E) in.readObject();
    }
  }
}
