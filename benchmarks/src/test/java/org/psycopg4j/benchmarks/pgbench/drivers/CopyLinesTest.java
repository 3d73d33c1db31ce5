// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class CopyLinesTest {
  @Test
  void valuesAreApartByTabs() {
    assertThat(text(new CopyLines(List.of(1, 2.5, true, "é"), 2)))
        .isEqualTo("1\t2.5\ttrue\té\n1\t2.5\ttrue\té\n");
  }

  @Test
  void whatIsSpecialIsEscaped() {
    assertThat(text(new CopyLines(List.of("a\\b\tc\nd\re"), 1))).isEqualTo("a\\\\b\\tc\\nd\\re\n");
  }

  @Test
  void aPieceIsOfWholeLines() {
    CopyLines lines = new CopyLines(List.of("x".repeat(999)), 100);
    int count = 0;
    int pieces = 0;
    while (lines.hasNext()) {
      byte[] piece = lines.next();
      assertThat(piece.length % 1000).isZero();
      assertThat(piece[piece.length - 1]).isEqualTo((byte) '\n');
      count += piece.length / 1000;
      pieces++;
    }
    assertThat(count).isEqualTo(100);
    assertThat(pieces).isEqualTo(2);
    assertThatThrownBy(lines::next).isInstanceOf(NoSuchElementException.class);
  }

  private static String text(CopyLines lines) {
    StringBuilder text = new StringBuilder();
    while (lines.hasNext()) {
      text.append(new String(lines.next(), StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
