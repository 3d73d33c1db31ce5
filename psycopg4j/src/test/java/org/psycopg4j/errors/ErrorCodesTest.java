// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** The names of SQLSTATEs. */
class ErrorCodesTest {
  @Test
  void everyNameIsFoundByItsCode() throws IllegalAccessException {
    for (Field constant : ErrorCodes.class.getFields()) {
      assertThat(ErrorCodes.lookup((String) constant.get(null))).isEqualTo(constant.getName());
    }
    assertThat(ErrorCodes.class.getFields()).hasSizeGreaterThan(300);
  }

  @Test
  void aClassOfSqlStatesHasANameToo() {
    assertThat(ErrorCodes.CLASS_INTEGRITY_CONSTRAINT_VIOLATION).isEqualTo("23");
    assertThat(ErrorCodes.UNIQUE_VIOLATION).isEqualTo("23505");
  }

  @Test
  void anUnknownCodeIsPsycopg2sKeyError() {
    assertThatThrownBy(() -> ErrorCodes.lookup("ZZZZZ"))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ParameterException.Kind.KEY);
              assertThat(e.psycopgText()).isEqualTo("'ZZZZZ'");
            });
  }
}
