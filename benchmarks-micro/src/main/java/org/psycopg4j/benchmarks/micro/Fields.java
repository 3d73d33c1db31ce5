// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Fields of one type and format, one after another in a buffer, as a server sent them.
 *
 * <p>They are {@link #COUNT} of each type, kept in {@code samples.tsv}: the type, a value's text,
 * and its binary format in hexadecimal digits.
 */
final class Fields {
  /** How many there are of each type. */
  static final int COUNT = 8;

  private static final String FILE = "samples.tsv";
  private static final int COLUMNS = 3;

  final byte[] buffer;
  final int[] offsets = new int[COUNT];
  final int[] lengths = new int[COUNT];

  private Fields(List<byte[]> fields) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < COUNT; i++) {
      offsets[i] = all.size();
      lengths[i] = fields.get(i).length;
      all.writeBytes(fields.get(i));
    }
    buffer = all.toByteArray();
  }

  static Fields of(ValueType type, Format format) {
    List<byte[]> fields = new ArrayList<>();
    for (String line : samples().split("\n", -1)) {
      String[] columns = line.split("\t", COLUMNS);
      if (columns[0].equalsIgnoreCase(type.name())) {
        fields.add(
            format == Format.TEXT
                ? columns[1].getBytes(StandardCharsets.UTF_8)
                : HexFormat.of().parseHex(columns[2]));
      }
    }
    if (fields.size() != COUNT) {
      throw new IllegalStateException("%s has %d samples".formatted(type, fields.size()));
    }
    return new Fields(fields);
  }

  private static String samples() {
    try (InputStream in = Fields.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
