// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.Decoding;

class NumericBinaryTest {
  private static final NumericBinary NUMERIC = new NumericBinary();

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Object decode(String hex) {
    byte[] value = bytes(hex);
    return NUMERIC.decode(value, 0, value.length, Decoding.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "0000 0000 0000 0000, 0",
    "0000 0000 0000 0003, 0.000",
    "0002 0000 0000 0002 000c 1388, 12.50",
    "0002 0000 4000 0002 000c 1388, -12.50",
    "0001 ffff 0000 0004 0001, 0.0001",
    "0001 fffe 0000 0008 0001, 0.00000001",
    "0001 0001 0000 0000 0001, 10000",
    "0001 0004 0000 0001 0001, 10000000000000000.0",
    "0005 0004 0000 0000 0383 270f 270f 270f 270f, 8999999999999999999",
    "0005 0004 0000 0000 0384 0000 0000 0000 0000, 9000000000000000000"
  })
  void readsGroupsOfFourDigits(String hex, String wanted) {
    assertThat(decode(hex)).isEqualTo(new BigDecimal(wanted));
  }

  @Test
  void whatIsNoDecimalIsADouble() {
    assertThat(decode("0000 0000 c000 0000")).isEqualTo(Double.NaN);
    assertThat(decode("0000 0000 d000 0000")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(decode("0000 0000 f000 0000")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  /** As the server does when it writes such a number. */
  @Test
  void digitsBeyondTheScaleAreCutOff() {
    assertThat(decode("0002 0000 0000 0001 000c 162e")).isEqualTo(new BigDecimal("12.5"));
    assertThat(decode("0001 8000 0000 0001 0001")).isEqualTo(new BigDecimal("0.0"));
    String long20 = "0006 0000 0000 0001 000c 162e 0001 0001 0001 0001";
    assertThat(decode(long20)).isEqualTo(new BigDecimal("12.5"));
    byte[] value = bytes("0002 0000 0000 0001 000c 0001");
    assertThat(NUMERIC.decodeInt(value, 0, value.length, Decoding.DEFAULT)).isEqualTo(12);
    assertThat(NUMERIC.decodeDouble(value, 0, value.length, Decoding.DEFAULT)).isEqualTo(12.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0000",
        "0000 0000 0000",
        "0001 0000 0000 0000",
        "0000 0000 0000 0000 0001",
        "0001 0000 0000 0000 00",
        "0001 0000 0000 0000 2710",
        "0001 0000 0000 0000 ffff",
        "0001 0000 1234 0000 0001",
        "0000 0000 1234 0000",
        "0001 0000 c000 0000 0001",
        "0001 0000 0000 4000 0001",
        "0001 0000 0000 ffff 0001",
        "ffff 0000 0000 0000 0001",
        "0006 0005 0000 0000 0001 0001 0001 0001 0001 2710"
      })
  void whatIsNoNumericIsRefused(String hex) {
    byte[] value = bytes(hex);
    int len = value.length;
    assertThatThrownBy(() -> NUMERIC.decode(value, 0, len, Decoding.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse numeric");
    assertThatThrownBy(() -> NUMERIC.decodeDouble(value, 0, len, Decoding.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse numeric");
    assertThatThrownBy(() -> NUMERIC.decodeLong(value, 0, len, Decoding.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse numeric");
  }
}
