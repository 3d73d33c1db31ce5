// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a PEM file (RFC 7468), between {@code -----BEGIN label-----} and its END.
 *
 * @param label what it is
 * @param headers what older files have before the bytes, such as how they are encrypted
 * @param bytes what it holds; DER, unless it is encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the array stays inside the adapter
record PemBlock(String label, Map<String, String> headers, byte[] bytes) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /**
   * The blocks of a file, in their order; none if it is no PEM file.
   *
   * @throws IllegalArgumentException if a block has no end, or holds no Base64
   */
  static List<PemBlock> all(byte[] file) {
    List<PemBlock> blocks = new ArrayList<>();
    String label = null;
    Map<String, String> headers = new HashMap<>();
    StringBuilder base64 = new StringBuilder();
    for (String line : new String(file, StandardCharsets.ISO_8859_1).lines().toList()) {
      String text = line.strip();
      if (text.startsWith(BEGIN) && text.endsWith(DASHES)) {
        label = text.substring(BEGIN.length(), text.length() - DASHES.length());
        headers = new HashMap<>();
        base64.setLength(0);
      } else if (label != null && text.startsWith(END)) {
        blocks.add(new PemBlock(label, headers, Base64.getDecoder().decode(base64.toString())));
        label = null;
      } else if (label != null) {
        int colon = text.indexOf(':');
        if (colon > 0) {
          headers.put(text.substring(0, colon), text.substring(colon + 1).strip());
        } else {
          base64.append(text);
        }
      }
    }
    if (label != null) {
      throw new IllegalArgumentException("it has no end of \"" + label + "\"");
    }
    return blocks;
  }

  /** The first block of one of these labels; null if there is none. */
  static @Nullable PemBlock first(List<PemBlock> blocks, List<String> labels) {
    return blocks.stream().filter(block -> labels.contains(block.label())).findFirst().orElse(null);
  }

  @Override
  public String toString() {
    return "PemBlock[" + label + "]"; // it may be a key
  }
}
