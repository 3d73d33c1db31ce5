// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password in the form that a server stores and {@code CREATE ROLE … PASSWORD} takes (manual:
 * "pg_authid"): the password itself can't be read from it.
 */
public final class StoredPassword {
  private static final int SALT_LENGTH = 16;
  private static final int HASH_BITS = 256;

  private StoredPassword() {}

  /** {@code "md5" + hex(md5(password + user))}. */
  public static String md5(String password, String user) {
    return "md5" + Md5Password.stored(user, password);
  }

  /** {@code SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey}, with a new random salt. */
  public static String scramSha256(String password, int iterations) {
    ScramMechanism mechanism = ScramMechanism.SCRAM_SHA_256;
    byte[] salt = new byte[SALT_LENGTH];
    new SecureRandom().nextBytes(salt);
    byte[] salted = salted(mechanism, password, salt, iterations);
    byte[] storedKey =
        ScramFunctions.storedKey(mechanism, ScramFunctions.clientKey(mechanism, salted));
    byte[] serverKey = ScramFunctions.serverKey(mechanism, salted);
    return "SCRAM-SHA-256$%d:%s$%s:%s"
        .formatted(iterations, base64(salt), base64(storedKey), base64(serverKey));
  }

  /** The library refuses an empty password, which nobody can log in with but anybody may store. */
  private static byte[] salted(
      ScramMechanism mechanism, String password, byte[] salt, int iterations) {
    if (!password.isEmpty()) {
      return ScramFunctions.saltedPassword(
          mechanism,
          StringPreparation.POSTGRESQL_PREPARATION,
          password.toCharArray(),
          salt,
          iterations);
    }
    try {
      PBEKeySpec empty = new PBEKeySpec(new char[0], salt, iterations, HASH_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(empty)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2 with SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
  }
}
