// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), for passwords in ASCII. */
final class Scram {
  static final String MECHANISM = "SCRAM-SHA-256";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALGORITHM = "HmacSHA256";
  private static final int NONCE = 18;

  private final String password;
  private final SaltedPasswords passwords;
  private final String bare;
  private String serverSignature = "";

  Scram(String password, SaltedPasswords passwords) {
    this.password = password;
    this.passwords = passwords;
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    bare = "n=,r=" + Base64.getEncoder().encodeToString(nonce);
  }

  String first() {
    return "n,," + bare;
  }

  /** The proof that we know the password, in answer to the server's first message. */
  String last(String serverFirst) {
    Map<Character, String> attributes = attributes(serverFirst);
    byte[] salted =
        passwords.get(
            password,
            attributes.getOrDefault('s', ""),
            Integer.parseInt(attributes.getOrDefault('i', "1")));
    String withoutProof = "c=biws,r=" + attributes.get('r');
    String message = bare + "," + serverFirst + "," + withoutProof;
    byte[] clientKey = hmac(mac(salted), "Client Key");
    byte[] signature = hmac(mac(sha256(clientKey)), message);
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= signature[i];
    }
    byte[] serverKey = hmac(mac(salted), "Server Key");
    serverSignature = Base64.getEncoder().encodeToString(hmac(mac(serverKey), message));
    return withoutProof + ",p=" + Base64.getEncoder().encodeToString(clientKey);
  }

  /** Checks the proof that the server knows the password. */
  void verify(String serverFinal) throws IOException {
    if (!serverSignature.equals(attributes(serverFinal).get('v'))) {
      throw new IOException("the server does not know the password");
    }
  }

  private static Map<Character, String> attributes(String message) {
    Map<Character, String> attributes = new HashMap<>();
    for (String attribute : message.split(",", -1)) {
      attributes.put(attribute.charAt(0), attribute.substring(2));
    }
    return attributes;
  }

  /** Hi() of RFC 5802, which is PBKDF2 with one block. */
  static byte[] salted(String password, String salt, int iterations) {
    Mac mac = mac(password.getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = Base64.getDecoder().decode(salt);
    byte[] block = mac.doFinal(ByteBuffer.allocate(bytes.length + 4).put(bytes).putInt(1).array());
    byte[] result = block.clone();
    for (int i = 1; i < iterations; i++) {
      block = mac.doFinal(block);
      for (int j = 0; j < result.length; j++) {
        result[j] ^= block[j];
      }
    }
    return result;
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  private static byte[] hmac(Mac mac, String text) {
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
