// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShapesTest {
  private final AtomicInteger found = new AtomicInteger();
  private final Shapes<Integer> shapes = new Shapes<>();

  private int of(String... names) {
    return shapes.of(List.of(names), any -> found.incrementAndGet());
  }

  @Test
  void theSameNamesInTheSameOrderAreFoundOutOnce() {
    assertThat(of("a", "b")).isEqualTo(1);
    assertThat(of("b", "a")).isEqualTo(2);
    assertThat(of("a", "b")).isEqualTo(1);
  }

  @Test
  void manyShapesAreForgottenAgain() {
    for (int i = 0; i < 64; i++) {
      of("c" + i);
    }
    assertThat(of("c0")).isEqualTo(1);
    of("another");
    assertThat(of("c0")).isEqualTo(66);
  }

  @Test
  void whatFailsIsNotRemembered() {
    assertThatThrownBy(
            () ->
                shapes.of(
                    List.of("a"),
                    names -> {
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(of("a")).isEqualTo(1);
  }
}
