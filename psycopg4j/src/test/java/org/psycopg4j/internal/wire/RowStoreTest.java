// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.psycopg4j.testkit.ServerMessages;

class RowStoreTest {

  @Test
  void rowsComeBackInOrderFromAnyPosition() {
    RowStore store = new RowStore();
    String[] values = new String[5000];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = i + ":" + "x".repeat(random.nextInt(300));
      add(store, values[i]);
    }
    assertThat(store.size()).isEqualTo(values.length);
    for (int from : new int[] {0, 1, 2, 7, 100, 2500, 4998, 4999, 5000}) {
      RowStore.Reader reader = store.reader(from);
      for (int i = from; i < values.length; i++) {
        assertThat(reader.row()).isEqualTo(i);
        assertThat(reader.next()).isTrue();
        assertThat(value(reader)).isEqualTo(values[i]);
      }
      assertThat(reader.next()).isFalse();
      assertThat(reader.next()).isFalse();
      assertThat(reader.row()).isEqualTo(values.length);
    }
  }

  @Test
  void aReaderMovesBackAndForth() {
    RowStore store = new RowStore();
    for (int i = 0; i < 3000; i++) {
      add(store, "row " + i);
    }
    RowStore.Reader reader = store.reader(0);
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      int row = random.nextInt(3000);
      reader.moveTo(row);
      assertThat(reader.next()).isTrue();
      assertThat(value(reader)).isEqualTo("row " + row);
    }
    assertThatThrownBy(() -> reader.moveTo(3001)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> reader.moveTo(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rowsOfAnotherStoreFollow() {
    RowStore store = new RowStore();
    StringBuilder wanted = new StringBuilder();
    for (int page = 0; page < 200; page++) {
      RowStore more = new RowStore();
      for (int i = 0; i < page % 7 * 20; i++) {
        String value = page + "." + i + "x".repeat(i * 5);
        add(more, value);
        wanted.append(value).append(' ');
      }
      store.addAll(more);
    }
    StringBuilder found = new StringBuilder();
    RowStore.Reader reader = store.reader(0);
    while (reader.next()) {
      found.append(value(reader)).append(' ');
    }
    assertThat(found).hasToString(wanted.toString());
    assertThat(reader.row()).isEqualTo(store.size());
  }

  @Test
  void noRowsAtAll() {
    RowStore.Reader reader = new RowStore().reader(0);
    assertThat(reader.next()).isFalse();
    assertThat(reader.row()).isZero();
  }

  @Test
  void aRowLargerThanAnyChunk() {
    RowStore store = new RowStore();
    String large = "y".repeat(1 << 20);
    add(store, "before");
    add(store, large);
    add(store, "after");
    RowStore.Reader reader = store.reader(1);
    reader.next();
    assertThat(value(reader)).isEqualTo(large);
    reader.next();
    assertThat(value(reader)).isEqualTo("after");
  }

  @Test
  void onePointLookUpKeepsJustItsRow() {
    RowStore store = new RowStore();
    add(store, "x".repeat(200));
    RowStore.Reader reader = store.reader(0);
    reader.next();
    assertThat(reader.chunk()).hasSize(4 + 2 + 4 + 200);
  }

  @Test
  void chunksStayBelowTheSizeOfHumongousObjects() {
    RowStore store = new RowStore();
    for (int i = 0; i < 50_000; i++) {
      add(store, "x".repeat(90));
    }
    RowStore.Reader reader = store.reader(0);
    while (reader.next()) {
      assertThat(reader.chunk().length).isLessThanOrEqualTo(256 << 10);
    }
  }

  private static void add(RowStore store, String value) {
    byte[] message = ServerMessages.dataRow(value);
    byte[] around = new byte[message.length + 7];
    Arrays.fill(around, (byte) 0xee);
    System.arraycopy(message, 0, around, 3, message.length);
    store.add(around, 3 + 5, message.length - 5, 1);
  }

  private static String value(RowStore.Reader reader) {
    int at = reader.offset() + 2;
    return new String(reader.chunk(), at + 4, Bytes.int32(reader.chunk(), at), UTF_8);
  }
}
