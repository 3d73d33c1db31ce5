// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.ParameterException;

class XidTest {
  private static final String LONGEST = "a".repeat(64);

  private static void assertWrong(String text, int formatId, String gtrid, String bqual) {
    assertThatThrownBy(() -> Xid.of(formatId, gtrid, bqual))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE))
        .hasMessage(text);
  }

  @ParameterizedTest
  @CsvSource({
    "42, gtrid, bqual, 42_Z3RyaWQ=_YnF1YWw=",
    "0, '', '', 0__",
    "1, '~ ', '!', 1_fiA=_IQ==",
    "2147483647, a, b, 2147483647_YQ==_Yg=="
  })
  void itsTextIsPsycopg2sAndIsReadBack(int formatId, String gtrid, String bqual, String text) {
    Xid xid = Xid.of(formatId, gtrid, bqual);
    assertThat(xid).hasToString(text);
    Xid read = Xid.fromString(text);
    assertThat(read).isEqualTo(xid).hasSameHashCodeAs(xid);
    assertThat(read.formatId()).isEqualTo(formatId);
    assertThat(read.gtrid()).isEqualTo(gtrid);
    assertThat(read.bqual()).isEqualTo(bqual);
    assertThat(read.prepared()).isNull();
    assertThat(read.owner()).isNull();
    assertThat(read.database()).isNull();
  }

  @Test
  void itIsATupleOfThree() {
    Xid xid = Xid.of(1, "g", "b");
    assertThat(xid.size()).isEqualTo(3);
    assertThat(xid.get(0)).isEqualTo(1);
    assertThat(xid.get(1)).isEqualTo("g");
    assertThat(xid.get(2)).isEqualTo("b");
    assertThat(xid.get(-1)).isEqualTo("b");
    assertThat(xid.get(-3)).isEqualTo(1);
    for (int index : new int[] {3, -4, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> xid.get(index))
          .isInstanceOfSatisfying(
              ParameterException.class,
              e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.INDEX))
          .hasMessage("index out of range");
    }
    assertThat(xid).isNotEqualTo(Xid.of(1, "g", "c")).isNotEqualTo(Xid.of(2, "g", "b"));
    assertThat(xid).isNotEqualTo(Xid.fromString("x"));
  }

  @Test
  void partsThatAreNone() {
    assertWrong("format_id must be a non-negative 32-bit integer", -1, "a", "b");
    assertWrong("gtrid must be a string no longer than 64 characters", 1, LONGEST + "a", "b");
    assertWrong("bqual must be a string no longer than 64 characters", 1, "a", LONGEST + "a");
    assertWrong("gtrid must contain only printable characters.", 1, "é", "b");
    assertWrong("gtrid must contain only printable characters.", 1, "\u007f", "b");
    assertWrong("bqual must contain only printable characters.", 1, "a", "\n");
    assertThat(Xid.of(1, LONGEST, LONGEST).toString()).hasSize(2 + 88 + 1 + 88);
  }

  /** Whatever is read, its text is the one that was read: it names the same transaction. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo",
        "",
        "1_2",
        "1_a_b",
        "1_YQ_YQ",
        "01_YQ==_YQ==",
        "-1_YQ==_YQ==",
        "+1_YQ==_YQ==",
        "2147483648_YQ==_YQ==",
        "99999999999_YQ==_YQ==",
        "1_w6k=_YQ==",
        "1_Y Q==_YQ==",
        "1_YR==_YQ==",
        " 1_YQ==_YQ==",
        "1_YQ==_YQ==\n",
        "1_YQ==_YQ==_",
        "1_!!!!_YQ==",
        "1_CQ==_YQ==",
        "1_YWE=_Y",
        "it's \\ €"
      })
  void aTextThatIsNotTheOneOfThreePartsIsKept(String text) {
    Xid xid = Xid.fromString(text);
    assertThat(xid).hasToString(text).isEqualTo(Xid.fromString(text));
    assertThat(xid.formatId()).isNull();
    assertThat(xid.gtrid()).isEqualTo(text);
    assertThat(xid.bqual()).isNull();
    assertThat(xid.get(0)).isNull();
  }
}
