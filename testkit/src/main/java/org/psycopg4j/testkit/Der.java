// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.math.BigInteger;
import java.util.Arrays;

/** Values in ASN.1's Distinguished Encoding Rules (X.690): a tag, a length, the content. */
final class Der {
  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int UTF8_STRING = 0x0c;
  static final int UTC_TIME = 0x17;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private Der() {}

  static byte[] of(int tag, byte[]... contents) {
    byte[] content = Bytes.concat(contents);
    return Bytes.concat(new byte[] {(byte) tag}, length(content.length), content);
  }

  static byte[] sequence(byte[]... contents) {
    return of(SEQUENCE, contents);
  }

  static byte[] integer(BigInteger value) {
    return of(INTEGER, value.toByteArray());
  }

  /** A string of whole bytes, none of whose bits are unused. */
  static byte[] bits(byte[] bytes) {
    return of(BIT_STRING, new byte[] {0}, bytes);
  }

  /** An object identifier, by the digits of its encoding. */
  static byte[] oid(String hex) {
    return of(OBJECT_IDENTIFIER, Bytes.hex(hex));
  }

  private static byte[] length(int length) {
    if (length < 0x80) {
      return new byte[] {(byte) length};
    }
    byte[] bytes = BigInteger.valueOf(length).toByteArray();
    byte[] plain = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    return Bytes.concat(new byte[] {(byte) (0x80 | plain.length)}, plain);
  }
}
