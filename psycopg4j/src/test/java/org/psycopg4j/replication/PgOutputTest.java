// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.DataException;

/** pgoutput's messages as bytes, sound and not. */
class PgOutputTest {
  /* public.t (id int primary key, note text): its Relation, an insert of (1, 'é'), an update of
  the key to 2 with note unchanged, a delete of 2, a truncate. */
  private static final String RELATION =
      "52 00004001 7075626c696300 7400 64 0002 01 696400 00000017 ffffffff"
          + " 00 6e6f746500 00000019 ffffffff";
  private static final String INSERT = "49 00004001 4e 0002 74 00000001 31 74 00000002 c3a9";
  private static final String UPDATE =
      "55 00004001 4b 0002 74 00000001 31 6e 4e 0002 74 00000001 32 75";
  private static final String DELETE = "44 00004001 4b 0002 74 00000001 32 6e";
  private static final String TRUNCATE = "54 00000001 03 00004001";
  private static final String BINARY = "49 00004001 4e 0002 62 00000004 00000007 6e";
  private static final String BEGIN = "42 0000000001942b80 0002e2c9f0a1b2c3 000002d5";
  private static final String STREAM_START = "53 000002d5 01";

  private final PgOutput output = PgOutput.of(Psycopg.types());

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private LogicalMessage decode(String hex) {
    return output.decode(bytes(hex));
  }

  @Test
  void rowsAreReadByTheTableToldBefore() {
    decode(RELATION);
    LogicalMessage.Insert insert = (LogicalMessage.Insert) decode(INSERT);
    assertThat(insert.relation().qualifiedName()).isEqualTo("public.t");
    assertThat(insert.newRow().row().toList()).containsExactly(1, "é");
    LogicalMessage.Update update = (LogicalMessage.Update) decode(UPDATE);
    assertThat(update.oldRow().toMap()).hasSize(1).containsEntry("id", 1);
    assertThat(update.newRow().isAbsent("note")).isTrue();
    assertThat(update.newRow().get("id")).isEqualTo(2);
    assertThat(((LogicalMessage.Delete) decode(DELETE)).oldRow().isKeyOnly()).isTrue();
    LogicalMessage.Truncate truncate = (LogicalMessage.Truncate) decode(TRUNCATE);
    assertThat(truncate.relations()).containsExactly(insert.relation());
    assertThat(truncate.cascade() && truncate.restartIdentity()).isTrue();
  }

  @Test
  void formatsMayChangeFromRowToRow() {
    decode(RELATION);
    for (int i = 0; i < 2; i++) {
      assertThat(((LogicalMessage.Insert) decode(BINARY)).newRow().get("id")).isEqualTo(7);
      assertThat(((LogicalMessage.Insert) decode(INSERT)).newRow().get("id")).isEqualTo(1);
    }
  }

  @Test
  void inAStreamedBlockChangesNameTheirTransaction() {
    assertThat(decode(STREAM_START)).isEqualTo(new LogicalMessage.StreamStart(0x2d5, true));
    decode("52 000002d5" + RELATION.substring(2));
    assertThat(((LogicalMessage.Insert) decode("49 000002d6" + INSERT.substring(2))).xid())
        .isEqualTo(0x2d6);
    decode("45");
    assertThat(((LogicalMessage.Insert) decode(INSERT)).xid()).isZero();
  }

  @Test
  void whatIsNoMessageIsNamed() {
    assertRefused(() -> decode("5a 00"), "'Z'", "no such type");
    assertRefused(() -> decode("01"), "of type 1 ", "no such type");
    assertRefused(() -> decode(""), "empty");
    assertRefused(() -> decode(INSERT), "'I'", "16385", "not been told of");
    decode(RELATION);
    assertRefused(() -> decode(BEGIN + "00"), "'B'", "1 bytes are left");
    assertRefused(() -> decode("49 00004001 4e 0003"), "3 columns", "has 2");
    assertRefused(() -> decode("49 00004001 58"), "'X'", "'N'");
    assertRefused(() -> decode("49 00004001 4e 0002 78"), "unknown kind 120");
    assertRefused(() -> decode("49 00004001 4e 0002 74 ffffff00"), "ends too early");
  }

  private static void assertRefused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessageContainingAll(parts);
  }

  @Test
  void everyMessageThatIsCutShortIsRefused() {
    decode(RELATION);
    for (String each : List.of(RELATION, INSERT, UPDATE, DELETE, TRUNCATE, BEGIN, STREAM_START)) {
      byte[] whole = bytes(each);
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> output.decode(cut)).isInstanceOf(DataException.class);
      }
    }
  }

  @Test
  void bytesThatAreWrongRaiseNothingElse() {
    Random random = new Random(20);
    for (String each : List.of(RELATION, INSERT, UPDATE, DELETE, TRUNCATE, BEGIN, STREAM_START)) {
      for (int i = 0; i < 2000; i++) {
        PgOutput fresh = PgOutput.of(Psycopg.types());
        fresh.decode(bytes(RELATION));
        byte[] wrong = bytes(each);
        wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
        wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
        assertThatCode(
                () -> {
                  try {
                    fresh.decode(wrong);
                  } catch (DataException e) {
                    // As it should be, unless what came out makes sense by accident.
                  }
                })
            .doesNotThrowAnyException();
      }
    }
  }
}
