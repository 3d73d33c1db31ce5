// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.psycopg4j.errors.OperationalException;

/** The md5 method: {@code "md5" + hex(md5(hex(md5(password + user)) + salt))}. */
final class Md5Password {
  private Md5Password() {}

  static byte[] digest(String user, String password, byte[] salt) {
    byte[] stored = stored(user, password).getBytes(StandardCharsets.US_ASCII);
    return ("md5" + hexDigest(stored, salt)).getBytes(StandardCharsets.US_ASCII);
  }

  /** What the server has of the password, after "md5". */
  static String stored(String user, String password) {
    return hexDigest((password + user).getBytes(StandardCharsets.UTF_8), new byte[0]);
  }

  private static String hexDigest(byte[] first, byte[] second) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(first);
      md5.update(second);
      return HexFormat.of().formatHex(md5.digest());
    } catch (NoSuchAlgorithmException e) { // a JVM that forbids MD5, such as one in FIPS mode
      throw new OperationalException("this JVM has no MD5: md5 authentication is impossible", e);
    }
  }
}
