// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.ParameterException;

class LsnTest {
  @ParameterizedTest
  @ValueSource(strings = {"0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF", "0/1", "1/0"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Lsn.of(text)).hasToString(text);
  }

  @Test
  void isANumber() {
    assertThat(Lsn.of("16/b374d848").value()).isEqualTo(0x16_b374_d848L);
    assertThat(Lsn.of("0/00000010")).isEqualTo(new Lsn(16));
    assertThat(new Lsn(0xffff_ffffL).plus(1)).hasToString("1/0");
  }

  @Test
  void isComparedWithoutASign() {
    assertThat(Lsn.of("80000000/0")).isGreaterThan(Lsn.of("7FFFFFFF/FFFFFFFF"));
    assertThat(Lsn.of("80000000/0").isAfter(Lsn.ZERO)).isTrue();
    assertThat(Lsn.ZERO.isAfter(Lsn.ZERO)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "zz", "1/2/3", "1/FFFFFFFFF", "-1/0", "0x1/2", "1/ 2"})
  void whatIsNoPositionIsRefused(String text) {
    assertThatThrownBy(() -> Lsn.of(text))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(text);
  }
}
