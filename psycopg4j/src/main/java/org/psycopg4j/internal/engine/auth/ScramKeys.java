// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two keys that a password becomes with a salt and so many iterations (RFC 5802, "SCRAM
 * Algorithm Overview"). Deriving them takes milliseconds, on purpose; those that a server has
 * accepted are kept, so that connecting again does not. Whoever can read this process's memory
 * finds the password itself as easily. Immutable.
 */
public final class ScramKeys {
  private static final int MOST_KEPT = 64;
  private static final byte[] SECRET = new byte[32];

  static {
    new SecureRandom().nextBytes(SECRET);
  }

  /* Never changed but replaced, so that no lock is needed: a race loses an entry, which is derived
  once more. */
  private static volatile Map<ByteBuffer, ScramKeys> kept = Map.of();

  private final @Nullable ByteBuffer name; // of those that were derived here
  private final byte[] clientKey;
  private final byte[] serverKey;

  private ScramKeys(@Nullable ByteBuffer name, byte[] clientKey, byte[] serverKey) {
    this.name = name;
    this.clientKey = clientKey;
    this.serverKey = serverKey;
  }

  /** Keys that somebody has derived before ({@code scram_client_key}, {@code scram_server_key}). */
  public static ScramKeys given(byte[] clientKey, byte[] serverKey) {
    return new ScramKeys(null, clientKey.clone(), serverKey.clone());
  }

  /** The keys of a password, kept or derived. */
  static ScramKeys of(String password, byte[] salt, int iterations) {
    ByteBuffer name = name(password, salt, iterations);
    ScramKeys known = kept.get(name);
    return known == null ? derive(name, password, salt, iterations) : known;
  }

  private static ScramKeys derive(ByteBuffer name, String password, byte[] salt, int iterations) {
    ScramMechanism mechanism = ScramMechanism.SCRAM_SHA_256;
    byte[] salted =
        ScramFunctions.saltedPassword(
            mechanism,
            StringPreparation.POSTGRESQL_PREPARATION,
            password.toCharArray(),
            salt,
            iterations);
    return new ScramKeys(
        name,
        ScramFunctions.clientKey(mechanism, salted),
        ScramFunctions.serverKey(mechanism, salted));
  }

  /* A digest with a secret of this process: the name of an entry says nothing of the password. */
  private static ByteBuffer name(String password, byte[] salt, int iterations) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(SECRET);
      digest.update(ByteBuffer.allocate(8).putInt(iterations).putInt(salt.length).array());
      digest.update(salt);
      return ByteBuffer.wrap(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has SHA-256
    }
  }

  byte[] clientKey() {
    return clientKey;
  }

  byte[] serverKey() {
    return serverKey;
  }

  /** Keeps these keys, with which a server has proved that it knows the password. */
  void keep() {
    Map<ByteBuffer, ScramKeys> before = kept;
    if (name != null && !before.containsKey(name)) {
      Map<ByteBuffer, ScramKeys> more =
          new HashMap<>(before.size() < MOST_KEPT ? before : Map.of()); // more are no pool's
      more.put(name, this);
      kept = Map.copyOf(more);
    }
  }
}
