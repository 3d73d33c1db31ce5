// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values in a row that is serialized. */
class SerializableTest {
  static Object[] values() {
    return new Object[] {
      Range.of(1, 5, "[]"),
      Range.of(LocalDate.EPOCH, null).as("app", "span"),
      Range.empty(),
      Multirange.of(Range.of(1, 2), Range.of(3, null)).as("m"),
      Inet.of("10.0.0.1/24").asCidr(),
      Inet.of("::ffff:1.2.3.4"),
      new Interval(1, 2, 3),
      Tuple.of(1, null, "x")
    };
  }

  @ParameterizedTest
  @MethodSource("values")
  void comesBackAsItWas(Object value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Object again = in.readObject();
      assertThat(again).isEqualTo(value).hasToString(value.toString());
      if (value instanceof Range<?> range) {
        assertThat(((Range<?>) again).typeName()).isEqualTo(range.typeName());
      }
    }
  }
}
