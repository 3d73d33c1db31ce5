// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.auth.StoredPassword;
import org.psycopg4j.types.Scope;

/** Passwords in the form that a server stores ({@code psycopg2.extensions.encrypt_password}). */
final class PasswordEncryption {
  private static final int DEFAULT_ITERATIONS = 4096;

  private PasswordEncryption() {}

  static String encrypt(
      String password, String user, @Nullable Scope scope, @Nullable String algorithm) {
    if (password.indexOf('\0') >= 0 || user.indexOf('\0') >= 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "a password and a role's name can't contain NUL");
    }
    if ("md5".equals(algorithm)) {
      return StoredPassword.md5(password, user);
    }
    if (scope == null) {
      throw new ProgrammingException(
          "password encryption (other than 'md5' algorithm) requires a connection or cursor");
    }
    Connection conn = connection(scope);
    try {
      String chosen = algorithm == null ? conn.show("password_encryption") : algorithm;
      return switch (chosen) {
        case "md5", "on", "off" -> StoredPassword.md5(password, user); // a switch before 10
        case "scram-sha-256" -> StoredPassword.scramSha256(password, iterations(conn));
        default ->
            throw new ProgrammingException(
                "unrecognized password encryption algorithm \"%s\"".formatted(chosen));
      };
    } catch (PsycopgException e) {
      String reason = e.pgerror() == null ? e.getMessage() : e.pgerror();
      throw new ProgrammingException("password encryption failed: " + reason, e);
    }
  }

  private static Connection connection(Scope scope) {
    if (scope instanceof Connection conn) {
      return conn;
    } else if (scope instanceof Cursor<?> cur) {
      return cur.connection();
    }
    throw new ParameterException(
        ParameterException.Kind.TYPE, "the scope must be a connection or a cursor");
  }

  /** How often the password is hashed: what a server from 16 on reports, or what it did before. */
  private static int iterations(Connection conn) {
    String reported = conn.getParameterStatus("scram_iterations");
    return reported == null ? DEFAULT_ITERATIONS : Integer.parseInt(reported);
  }
}
