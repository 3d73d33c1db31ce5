// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** As much of ASN.1's DER (X.690) as it takes to put an older private key into a PKCS #8 one. */
final class Der {
  private static final int INTEGER = 2;
  private static final int OCTET_STRING = 4;
  private static final int SEQUENCE = 0x30;
  private static final int PARAMETERS = 0xA0; // of an EC key: [0]
  private static final int LONG_LENGTH = 0x80;

  private static final byte[] VERSION_0 = {INTEGER, 1, 0};

  /** AlgorithmIdentifier: rsaEncryption, NULL. */
  private static final byte[] RSA = {
    SEQUENCE, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
  };

  /** id-ecPublicKey. */
  private static final byte[] EC = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

  private final byte[] bytes;
  private int pos;
  private int end;

  private Der(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /** PrivateKeyInfo with an RSAPrivateKey (RFC 8017). */
  static byte[] ofRsa(byte[] key) {
    return value(SEQUENCE, VERSION_0, RSA, value(OCTET_STRING, key));
  }

  /**
   * PrivateKeyInfo with an ECPrivateKey (RFC 5915).
   *
   * @param curve the curve's parameters, which may stand before the key; null if they are in it
   * @throws IllegalArgumentException if there are none
   */
  static byte[] ofEc(byte[] key, byte @Nullable [] curve) {
    byte[] parameters = curve == null ? curveOf(key) : curve;
    return value(SEQUENCE, VERSION_0, value(SEQUENCE, EC, parameters), value(OCTET_STRING, key));
  }

  private static byte[] curveOf(byte[] key) {
    Der reader = new Der(key);
    reader.enter(SEQUENCE);
    reader.skip(INTEGER);
    reader.skip(OCTET_STRING);
    reader.enter(PARAMETERS);
    return Arrays.copyOfRange(key, reader.pos, reader.end);
  }

  private void enter(int tag) {
    int length = begin(tag);
    end = pos + length;
  }

  private void skip(int tag) {
    int length = begin(tag); // which moves the position
    pos += length;
  }

  /** Reads a tag and a length; the value is within what is entered. */
  private int begin(int tag) {
    if (next() != tag) {
      throw new IllegalArgumentException("a key of unknown structure");
    }
    int length = next();
    if (length >= LONG_LENGTH) {
      int digits = length - LONG_LENGTH;
      length = 0;
      for (int i = 0; i < digits; i++) {
        length = length << 8 | next();
      }
    }
    if (length < 0 || length > end - pos) {
      throw new IllegalArgumentException("a key that is cut off");
    }
    return length;
  }

  private int next() {
    if (pos == end) {
      throw new IllegalArgumentException("a key that is cut off");
    }
    return bytes[pos++] & 0xff;
  }

  private static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    int length = body.size();
    if (length >= LONG_LENGTH) {
      int digits = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
      whole.write(LONG_LENGTH | digits);
      for (int i = digits - 1; i >= 0; i--) {
        whole.write(length >> i * Byte.SIZE);
      }
    } else {
      whole.write(length);
    }
    whole.writeBytes(body.toByteArray());
    return whole.toByteArray();
  }
}
