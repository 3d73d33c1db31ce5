// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.types.binary.CompositeBinary;
import org.psycopg4j.internal.types.binary.HstoreBinary;
import org.psycopg4j.internal.types.binary.InetBinary;
import org.psycopg4j.internal.types.binary.JsonbBinary;
import org.psycopg4j.internal.types.binary.MultirangeBinary;
import org.psycopg4j.internal.types.binary.RangeBinary;
import org.psycopg4j.internal.types.text.StringText;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;

/** Values that have parts, in binary format: bytes that the types' send functions gave. */
class StructuredBinaryTest {
  private static final Decoder TEXT = new StringText("text");
  private static final Map<String, Decoder> DECODERS =
      Map.of(
          "range", new RangeBinary("textrange", TEXT),
          "multirange", new MultirangeBinary("textmultirange", TEXT),
          "inet", InetBinary.inet(),
          "cidr", InetBinary.cidr(),
          "hstore", new HstoreBinary(),
          "jsonb", new JsonbBinary(),
          "record",
              new CompositeBinary(
                  new CompositePlan(
                      "t",
                      new String[] {"a", "b"},
                      new Decoder[] {TEXT, TEXT},
                      StructuredTextTest::fields)));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "range|02000000016100000002622c|`[a,\"b,\")`",
        "range|08000000016a|`(,j)`",
        "range|0600000000000000015c|`[\"\",\"\\\\\"]`",
        "range|12000000016a|`[j,)`",
        "range|18|`(,)`",
        "range|01|empty",
        "multirange|00000000|{}",
        "multirange|000000020000000b020000000161000000016200000006120000000164|`{[a,b),[d,)}`",
        "inet|021800040a000001|10.0.0.1/24",
        "inet|022000040a000001|10.0.0.1",
        "cidr|022001040a000001|10.0.0.1/32",
        "inet|0380001000000000000000000000000000000001|::1",
        "cidr|0320011020010db8000000000000000000000000|2001:db8::/32",
        "hstore|00000002000000016100000001310000000162ffffffff|`\"a\"=>\"1\", \"b\"=>NULL`",
        "hstore|00000000|``",
        "jsonb|017b2261223a20317d|`{\"a\": 1}`",
        "record|0000000200000019000000016100000019ffffffff|`(a,)`",
        "record|000000020000001900000000000000190000000120|`(\"\",\" \")`"
      })
  void isTheTextThatTheServerWrites(String type, String hex, String text) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    Decoder decoder = DECODERS.get(type);
    assertThat(decoder.decodeString(bytes, 0, bytes.length, Decoding.DEFAULT)).isEqualTo(text);
    assertThat(decoder.decode(bytes, 0, bytes.length, Decoding.DEFAULT)).isNotNull();
    // Whatever is cut off or changed: an error of ours, or another value of the type.
    for (int length = 0; length < bytes.length; length++) {
      harmless(decoder, Arrays.copyOf(bytes, length));
    }
    for (int i = 0; i < bytes.length; i++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, bytes[i] + 1, bytes[i] ^ 0x10}) {
        byte[] changed = bytes.clone();
        changed[i] = (byte) value;
        harmless(decoder, changed);
      }
    }
  }

  private static void harmless(Decoder decoder, byte[] bytes) {
    try {
      decoder.decode(bytes, 0, bytes.length, Decoding.DEFAULT);
      decoder.decodeString(bytes, 0, bytes.length, Decoding.DEFAULT);
    } catch (PsycopgException e) {
      assertThat(e).isInstanceOfAny(DataException.class, InterfaceException.class);
    }
  }

  @Test
  void hasTheSameValuesAsText() {
    assertThat(value("range", "18")).isEqualTo(Range.of(null, null, "()"));
    assertThat(value("range", "02000000016100000002622c")).isEqualTo(Range.of("a", "b,"));
    assertThat(value("multirange", "00000001000000" + "0101"))
        .isEqualTo(Multirange.of(Range.empty()));
    assertThat(value("inet", "021800040a000001")).isEqualTo(Inet.of("10.0.0.1/24"));
    assertThat(((Inet) value("cidr", "022001040a000001")).cidr()).isTrue();
    assertThat(value("record", "0000000200000019000000016100000019ffffffff"))
        .isEqualTo(Arrays.asList("a", null));
    assertThat(value("jsonb", "0131")).isEqualTo("1");
    assertThat((Map<?, ?>) value("hstore", "00000000")).isEmpty();
    assertThat((Map<?, ?>) value("hstore", "00000000")).isUnmodifiable();
  }

  @Test
  void whatIsNoneIsRefused() {
    for (String hex :
        List.of("", "02", "020000", "0200000005ff", "0100", "18000000", "02ffffffff")) {
      assertThatThrownBy(() -> value("range", hex))
          .isInstanceOf(InterfaceException.class)
          .hasMessage("failed to parse range");
    }
    for (String hex : List.of("", "ffffffff", "00000001", "7fffffff", "0000000100000002" + "01")) {
      assertThatThrownBy(() -> value("multirange", hex)).hasMessage("failed to parse range");
    }
    for (String hex : List.of("", "02200004", "032000040a000001", "022100040a000001")) {
      assertThatThrownBy(() -> value("inet", hex))
          .isInstanceOf(DataException.class)
          .hasMessage("unable to parse inet");
    }
    for (String hex : List.of("", "7fffffff", "00000001ffffffff00000000", "0000000000")) {
      assertThatThrownBy(() -> value("hstore", hex))
          .isInstanceOf(InterfaceException.class)
          .hasMessage("error parsing hstore");
    }
    for (String hex : List.of("", "0231")) {
      assertThatThrownBy(() -> value("jsonb", hex)).hasMessage("unable to parse jsonb");
    }
    for (String hex : List.of("", "ffffffff", "00000002", "00000002000000190000000a00")) {
      assertThatThrownBy(() -> value("record", hex))
          .isInstanceOf(InterfaceException.class)
          .hasMessage("can't parse type");
    }
    assertThatThrownBy(() -> value("record", "00000003"))
        .isInstanceOf(DataException.class)
        .hasMessage("expecting 2 components for the type t, 3 found instead");
  }

  private static Object value(String type, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return DECODERS.get(type).decode(bytes, 0, bytes.length, Decoding.DEFAULT);
  }
}
