// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677), in ASCII. */
final class Scram {
  static final String MECHANISM = "SCRAM-SHA-256";

  private final String bare;

  Scram(String nonce) {
    bare = "n=,r=" + nonce;
  }

  String first() {
    return "n,," + bare;
  }

  /** The proof that we know the password, in answer to the server's first message. */
  String last(String serverFirst, String password) throws GeneralSecurityException {
    Map<Character, String> attributes = new HashMap<>();
    for (String attribute : serverFirst.split(",", -1)) {
      attributes.put(attribute.charAt(0), attribute.substring(2));
    }
    byte[] salt = Base64.getDecoder().decode(attributes.getOrDefault('s', ""));
    int iterations = Integer.parseInt(attributes.getOrDefault('i', "1"));
    String withoutProof = "c=biws,r=" + attributes.get('r');
    byte[] clientKey = hmac(salted(password, salt, iterations), "Client Key");
    byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
    byte[] signature = hmac(storedKey, bare + "," + serverFirst + "," + withoutProof);
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= signature[i];
    }
    return withoutProof + ",p=" + Base64.getEncoder().encodeToString(clientKey);
  }

  /** Hi() of RFC 5802, which is PBKDF2 with one block. */
  private static byte[] salted(String password, byte[] salt, int iterations)
      throws GeneralSecurityException {
    byte[] key = password.getBytes(StandardCharsets.US_ASCII);
    byte[] block = hmac(key, Bytes.concat(salt, new byte[] {0, 0, 0, 1}));
    byte[] result = block.clone();
    for (int i = 1; i < iterations; i++) {
      block = hmac(key, block);
      for (int j = 0; j < result.length; j++) {
        result[j] ^= block[j];
      }
    }
    return result;
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    return hmac(key, Bytes.utf8(text));
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }
}
