// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Private keys that a password keeps, and what is in them. */
final class EncryptedKey {
  private static final String PBES2_OID = "1.2.840.113549.1.5.13";
  private static final int SALT = 8; // bytes of the IV

  private EncryptedKey() {}

  /** The PrivateKeyInfo in an EncryptedPrivateKeyInfo (RFC 5958). */
  static byte[] pkcs8(byte[] encrypted, char[] password)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
    AlgorithmParameters parameters = info.getAlgParameters();
    String name = info.getAlgName();
    if (parameters != null && (name.equals("PBES2") || name.equals(PBES2_OID))) {
      name = parameters.toString(); // which are the scheme's parts
    }
    PBEKeySpec spec = new PBEKeySpec(password);
    try {
      SecretKey key = SecretKeyFactory.getInstance(name).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      return info.getKeySpec(cipher).getEncoded();
    } finally {
      spec.clearPassword();
    }
  }

  /**
   * What OpenSSL's older format keeps: its header says by which cipher, and the password is
   * digested with MD5.
   */
  static byte[] traditional(PemBlock block, byte[] password) throws GeneralSecurityException {
    String[] info = block.headers().getOrDefault("DEK-Info", "").split(",", 2);
    if (info.length < 2) {
      throw new IllegalArgumentException("it does not say how it is encrypted");
    }
    String name = info[0].toUpperCase(Locale.ROOT);
    boolean isAes = name.startsWith("AES-") && name.endsWith("-CBC");
    if (!isAes && !name.equals("DES-EDE3-CBC")) {
      throw new IllegalArgumentException("it is encrypted with " + name);
    }
    int keyLength = isAes ? Integer.parseInt(name.substring(4, 7)) / Byte.SIZE : 24;
    byte[] iv = HexFormat.of().parseHex(info[1].strip());
    byte[] key = key(password, Arrays.copyOf(iv, SALT), keyLength);
    Cipher cipher = Cipher.getInstance(isAes ? "AES/CBC/PKCS5Padding" : "DESede/CBC/PKCS5Padding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, isAes ? "AES" : "DESede"),
        new IvParameterSpec(iv));
    return cipher.doFinal(block.bytes());
  }

  /** OpenSSL's EVP_BytesToKey with MD5, once. */
  private static byte[] key(byte[] password, byte[] salt, int length)
      throws GeneralSecurityException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    byte[] key = new byte[length];
    byte[] digest = {};
    for (int filled = 0; filled < length; filled += digest.length) {
      md5.update(digest);
      md5.update(password);
      digest = md5.digest(salt);
      System.arraycopy(digest, 0, key, filled, Math.min(digest.length, length - filled));
    }
    return key;
  }
}
