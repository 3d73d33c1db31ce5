// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tuple, Binary and AsIs as plain values. */
class WrappersTest {
  @Test
  void aTupleKeepsItsValuesWhateverBecomesOfTheirSource() {
    @Nullable Object[] array = {1, null};
    List<Object> list = new ArrayList<>(List.of(1, 2));
    Tuple ofArray = Tuple.of(array);
    Tuple ofList = Tuple.copyOf(list);
    array[0] = 7;
    list.clear();
    assertThat(ofArray).isEqualTo(Tuple.of(1, null)).hasToString("(1, null)");
    assertThat(ofList).hasToString("(1, 2)").hasSameHashCodeAs(Tuple.of(1, 2));
    assertThat(ofArray.asList()).isEqualTo(Arrays.asList(1, null));
    assertThat(ofList.get(1)).isEqualTo(2);
    assertThat(Tuple.of("", 1)).hasToString("(, 1)").hasSize(2);
    assertThatThrownBy(() -> ofList.asList().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void binaryIsEqualByItsBytesAndDoesNotShowThem() {
    assertThat(Binary.of(new byte[] {1})).isEqualTo(Binary.of(new byte[] {1}));
    assertThat(Binary.of(new byte[] {65})).hasToString("Binary[1 bytes]");
    assertThat(Binary.of(null)).hasToString("Binary[NULL]").isNotEqualTo(Binary.of(new byte[0]));
  }

  @Test
  void asIsIsItsText() {
    assertThat(AsIs.of(42)).isEqualTo(new AsIs("42")).hasToString("42");
    assertThat(AsIs.of(null)).hasToString("NULL");
  }
}
