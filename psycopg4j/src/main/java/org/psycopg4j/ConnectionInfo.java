// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.conninfo.Host;
import org.psycopg4j.internal.net.Secured;
import org.psycopg4j.internal.prepared.PreparedStatements;
import org.psycopg4j.internal.session.Dialogue;

/**
 * What is known of a connection ({@code psycopg2.extensions.ConnectionInfo}). It follows the
 * connection as it changes.
 *
 * <p>As in psycopg2, nearly nothing raises an error: a connection that was closed has no host, user
 * and so on any more, and one that broke still has. psycopg2's {@code socket} is {@link
 * Connection#channel()}. Any thread may call this.
 */
public final class ConnectionInfo {
  private static final List<String> SSL_ATTRIBUTES =
      List.of("library", "key_bits", "cipher", "compression", "protocol");

  private final ConnInfo asked;
  private final Connection connection;
  private final Dialogue dialogue;

  ConnectionInfo(ConnInfo asked, Connection connection, Dialogue dialogue) {
    this.asked = asked;
    this.connection = connection;
    this.dialogue = dialogue;
  }

  private boolean isClosed() {
    return connection.closed() == 1;
  }

  /** The database; null once the connection was closed. */
  public @Nullable String dbname() {
    return isClosed() ? null : asked.dbname();
  }

  /** The role; null once the connection was closed. */
  public @Nullable String user() {
    return isClosed() ? null : asked.user();
  }

  /**
   * The password that was given, or that a password file has; empty if there is none, also where a
   * {@linkplain ConnectOptions#passwordFrom source} was asked for it, null once the connection was
   * closed.
   */
  public @Nullable String password() {
    if (isClosed()) {
      return null;
    }
    String password = asked.writtenPassword(server());
    return password == null ? "" : password;
  }

  /**
   * The server's name or address, or the directory of its Unix-domain socket; null once the
   * connection was closed.
   */
  public @Nullable String host() {
    return isClosed() ? null : server().name();
  }

  private Host server() {
    Host host = dialogue.host();
    return host == null ? asked.hosts().get(0) : host;
  }

  /** The server's port; null once the connection was closed. */
  public @Nullable Integer port() {
    return isClosed() ? null : Integer.valueOf(server().port());
  }

  /**
   * The command-line options for the session, mostly empty; null once the connection was closed.
   */
  public @Nullable String options() {
    return isClosed() ? null : asked.options();
  }

  /**
   * What is in effect for the connection, by libpq's keywords, without passwords.
   *
   * @throws org.psycopg4j.errors.InterfaceException if the connection is closed
   */
  public Map<String, String> dsnParameters() {
    return connection.getDsnParameters();
  }

  /**
   * 0 if the connection can be used, 1 if not, 2 if it is being opened: libpq's CONNECTION_OK,
   * CONNECTION_BAD and CONNECTION_STARTED.
   */
  public int status() {
    return dialogue.polling().isOpening() ? 2 : connection.closed() == 0 ? 0 : 1;
  }

  /** The transaction's state, as the server told it last. */
  public TransactionStatus transactionStatus() {
    return connection.getTransactionStatus();
  }

  /**
   * A parameter of the session that the server reports, such as {@code TimeZone}; null if it
   * reports none of that name, or once the connection was closed. Waits for a statement that
   * another thread is executing.
   */
  public @Nullable String parameterStatus(String name) {
    return isClosed() ? null : dialogue.parameter(name);
  }

  /** The version of the protocol, 3; 0 if the connection is closed or broken. */
  public int protocolVersion() {
    return connection.closed() == 0 ? connection.protocolVersion() : 0;
  }

  /** The server's version, such as 180006; 0 if the connection is closed or broken. */
  public int serverVersion() {
    return connection.closed() == 0 ? connection.serverVersion() : 0;
  }

  /**
   * What was wrong with the last request, in the server's words; null if nothing, or once the
   * connection was closed.
   */
  public @Nullable String errorMessage() {
    return isClosed() ? null : dialogue.errorMessage();
  }

  /** The server's process number for this session; 0 if the connection is closed or broken. */
  public int backendPid() {
    return connection.closed() == 0 ? dialogue.backendPid() : 0;
  }

  /** Whether the server wanted a password and none was given: never so on a connection. */
  public boolean needsPassword() {
    return false;
  }

  /** Whether the server asked for the password; false once the connection was closed. */
  public boolean usedPassword() {
    return !isClosed() && dialogue.usedPassword();
  }

  /**
   * Whether the connection is encrypted by GSSAPI; false once it was closed (libpq's
   * PQgssEncInUse).
   */
  public boolean gssEncInUse() {
    return !isClosed() && dialogue.isGssEncrypted();
  }

  /** Whether the connection is encrypted by TLS. */
  public boolean sslInUse() {
    return !isClosed() && dialogue.secured() != null;
  }

  /**
   * A property of the encryption.
   *
   * @param name one of {@link #sslAttributeNames()}
   * @return null if the connection is not encrypted, or has no such property
   */
  public @Nullable String sslAttribute(String name) {
    Secured secured = isClosed() ? null : dialogue.secured();
    if (secured == null) {
      return null;
    }
    return switch (name) {
      case "library" -> "JSSE";
      case "key_bits" -> keyBits(secured.cipher());
      case "cipher" -> secured.cipher();
      case "compression" -> "off";
      case "protocol" -> secured.protocol();
      default -> null;
    };
  }

  /** The length of a cipher's key, which its name tells. */
  private static @Nullable String keyBits(String cipher) {
    return cipher.contains("_256_") || cipher.contains("CHACHA20")
        ? "256"
        : cipher.contains("_128_") ? "128" : null;
  }

  /** What {@link #sslAttribute} may be asked for. */
  public List<String> sslAttributeNames() {
    return SSL_ATTRIBUTES;
  }

  /** What the connection is, and never its password. */
  @Override
  public String toString() {
    return "<ConnectionInfo of " + connection + ">";
  }

  /** How many statements are prepared on the server now; 0 without a server. */
  public int preparedStatements() {
    PreparedStatements statements = dialogue.statements();
    return statements == null ? 0 : statements.preparedNow();
  }

  /** How many executions over this session were of prepared statements. */
  public long promotedExecutions() {
    PreparedStatements statements = dialogue.statements();
    return statements == null ? 0 : statements.promotedRuns();
  }

  /**
   * How many executions over this session went by the simple protocol, of statements that could be
   * prepared: too few yet, or the server sees something else in them.
   */
  public long simpleExecutions() {
    PreparedStatements statements = dialogue.statements();
    return statements == null ? 0 : statements.plainRuns();
  }

  /**
   * How often a prepared statement could not be bound, for what it uses had changed or an argument
   * is no value of its type, so that it was executed by the simple protocol.
   */
  public long promotionFallbacks() {
    PreparedStatements statements = dialogue.statements();
    return statements == null ? 0 : statements.fallbacks();
  }
}
