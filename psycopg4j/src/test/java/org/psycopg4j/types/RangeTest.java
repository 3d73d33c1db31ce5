// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.ParameterException;

class RangeTest {
  @Test
  void knowsItsBounds() {
    Range<Integer> range = Range.of(1, 5);
    assertThat(range.lower()).isEqualTo(1);
    assertThat(range.upper()).isEqualTo(5);
    assertThat(range.bounds()).isEqualTo("[)");
    assertThat(range.isEmpty()).isFalse();
    assertThat(range.lowerInc()).isTrue();
    assertThat(range.upperInc()).isFalse();
    assertThat(range.lowerInf()).isFalse();
    assertThat(range.upperInf()).isFalse();
  }

  @Test
  void aMissingBoundIsInfiniteAndNeverInclusive() {
    Range<Integer> range = Range.of(null, null, "[]");
    assertThat(range.lowerInf()).isTrue();
    assertThat(range.upperInf()).isTrue();
    assertThat(range.lowerInc()).isFalse();
    assertThat(range.upperInc()).isFalse();
  }

  @Test
  void anInfiniteDateIsABound() {
    Range<LocalDate> range = Range.of(LocalDate.MIN, LocalDate.MAX);
    assertThat(range.lowerInf()).isFalse();
    assertThat(range.upperInf()).isFalse();
    assertThat(range.contains(LocalDate.EPOCH)).isTrue();
    assertThat(range.contains(LocalDate.MAX)).isFalse();
  }

  @Test
  void anEmptyRangeHasNoBounds() {
    Range<Integer> empty = Range.empty();
    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.bounds()).isNull();
    assertThat(empty.lowerInf()).isFalse();
    assertThat(empty.upperInf()).isFalse();
    assertThat(empty.lowerInc()).isFalse();
    assertThat(empty.contains(1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[x", "))", "[)]", ")(", "[ ]"})
  void otherFlagsAreRefused(String bounds) {
    assertThatThrownBy(() -> Range.of(1, 2, bounds))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE))
        .hasMessage("bound flags not valid: '" + bounds + "'");
  }

  @Test
  void containsWhatItsFlagsSay() {
    for (String bounds : List.of("[)", "(]", "[]", "()")) {
      Range<Integer> range = Range.of(1, 5, bounds);
      assertThat(range.contains(0)).isFalse();
      assertThat(range.contains(1)).isEqualTo(bounds.startsWith("["));
      assertThat(range.contains(3)).isTrue();
      assertThat(range.contains(5)).isEqualTo(bounds.endsWith("]"));
      assertThat(range.contains(6)).isFalse();
    }
    assertThat(Range.of(null, 5).contains(Integer.MIN_VALUE)).isTrue();
    assertThat(Range.of(null, 5).contains(5)).isFalse();
    assertThat(Range.of(5, null).contains(5)).isTrue();
    assertThat(Range.of(5, 1).contains(3)).isFalse();
    assertThat(Range.of(new BigDecimal("1.0"), null).contains(new BigDecimal("1.00"))).isTrue();
    assertThatThrownBy(() -> Range.of(new Object(), null).contains(new Object()))
        .isInstanceOf(ClassCastException.class);
  }

  @Test
  void timesAreComparedAsPointsInTime() {
    OffsetDateTime noon = OffsetDateTime.of(2011, 1, 1, 12, 0, 0, 0, ZoneOffset.UTC);
    for (ZoneOffset offset : List.of(ZoneOffset.ofHours(-5), ZoneOffset.ofHours(5))) {
      OffsetDateTime same = noon.withOffsetSameInstant(offset);
      assertThat(Range.of(noon, null).contains(same)).isTrue();
      assertThat(Range.of(null, noon).contains(same)).isFalse();
      ZonedDateTime zoned = noon.atZoneSameInstant(offset);
      assertThat(Range.of(noon.atZoneSameInstant(ZoneId.of("UTC")), null).contains(zoned)).isTrue();
    }
  }

  @Test
  void equalsByBoundsAndFlagsWhateverTheTypesName() {
    assertThat(Range.of(1, 5))
        .isEqualTo(Range.of(1, 5, "[)"))
        .isEqualTo(Range.of(1, 5).as("r"))
        .hasSameHashCodeAs(Range.of(1, 5).as("s", "r"))
        .isNotEqualTo(Range.of(1, 5, "[]"))
        .isNotEqualTo(Range.of(1, 6))
        .isNotEqualTo(Range.of(0, 5))
        .isNotEqualTo(Range.of(1L, 5L))
        .isNotEqualTo(Range.empty());
    assertThat(Range.of(null, 5)).isNotEqualTo(Range.of(null, 5, "()"));
    assertThat(Range.empty()).isEqualTo(Range.empty());
  }

  @Test
  void printsAsInPsycopg2() {
    assertThat(Range.of(1, 5)).hasToString("[1, 5)");
    assertThat(Range.of(null, new BigDecimal("1.5"), "(]")).hasToString("(null, 1.5]");
    assertThat(Range.of(LocalDate.of(2011, 1, 1), null)).hasToString("[2011-01-01, null)");
    assertThat(Range.empty()).hasToString("empty");
  }

  @Test
  void sortsAsInPsycopg2() {
    List<Range<Integer>> sorted =
        List.of(
            Range.empty(),
            Range.of(null, null),
            Range.of(null, 5),
            Range.of(1, null),
            Range.of(1, 4),
            Range.of(1, 5),
            Range.of(1, 5, "[]"),
            Range.of(2, 3));
    for (int distance = 1; distance < sorted.size(); distance++) {
      List<Range<Integer>> rotated = new ArrayList<>(sorted);
      Collections.rotate(rotated, distance);
      assertThat(rotated.stream().sorted()).isEqualTo(sorted);
    }
    assertThat(Range.of(1, 5)).isEqualByComparingTo(Range.of(1, 5));
  }

  @Test
  void keepsTheNameOfItsType() {
    assertThat(Range.of(1, 2).typeName()).isEmpty();
    assertThat(Range.of(1, 2).as("r").typeName()).containsExactly("r");
    assertThat(Range.of(1, 2).as("r").as("s", "t").typeName()).containsExactly("s", "t");
  }

  @Test
  void aMultirangeIsItsRanges() {
    Multirange<Integer> multirange = Multirange.of(Range.of(1, 5), Range.of(7, null));
    assertThat(multirange).containsExactly(Range.of(1, 5), Range.of(7, null));
    assertThat(multirange.ranges()).isUnmodifiable();
    assertThat(multirange.isEmpty()).isFalse();
    assertThat(multirange.contains(3)).isTrue();
    assertThat(multirange.contains(6)).isFalse();
    assertThat(multirange.contains(Integer.MAX_VALUE)).isTrue();
    assertThat(multirange).hasToString("{[1, 5), [7, null)}");
    assertThat(multirange)
        .isEqualTo(Multirange.copyOf(List.of(Range.of(1, 5), Range.of(7, null))).as("m"))
        .hasSameHashCodeAs(Multirange.copyOf(multirange.ranges()))
        .isNotEqualTo(Multirange.of(Range.of(1, 5)));
    assertThat(Multirange.of()).hasToString("{}");
    assertThat(Multirange.of(Range.empty()).isEmpty()).isTrue();
  }
}
