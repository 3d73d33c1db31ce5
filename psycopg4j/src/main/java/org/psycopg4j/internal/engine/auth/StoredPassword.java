// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A password in the form that a server stores and {@code CREATE ROLE … PASSWORD} takes (manual:
 * "pg_authid"): the password itself can't be read from it.
 */
public final class StoredPassword {
  private static final int SALT_LENGTH = 16;

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
    byte[] salted =
        ScramFunctions.saltedPassword(
            mechanism,
            StringPreparation.POSTGRESQL_PREPARATION,
            password.toCharArray(),
            salt,
            iterations);
    byte[] storedKey =
        ScramFunctions.storedKey(mechanism, ScramFunctions.clientKey(mechanism, salted));
    byte[] serverKey = ScramFunctions.serverKey(mechanism, salted);
    return "SCRAM-SHA-256$%d:%s$%s:%s"
        .formatted(iterations, base64(salt), base64(storedKey), base64(serverKey));
  }

  private static String base64(byte[] bytes) {
    return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
  }
}
