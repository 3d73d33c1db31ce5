// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneCoreTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0;0", "0-3;3", "0-3,8;8", "0,2-15;15"})
  void theLastProcessorOfAList(String list, String last) {
    assertThat(OneCore.last("\t" + list)).isEqualTo(last);
  }
}
