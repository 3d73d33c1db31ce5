// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.Keepalives;
import org.psycopg4j.internal.conninfo.TlsSettings;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.engine.auth.GssSource;
import org.psycopg4j.internal.gss.SecurityContext;
import org.psycopg4j.internal.tls.TlsClient;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * A way to the server that is being opened: its socket is connected, and encryption agreed upon
 * (manual: "SSL Session Encryption", "GSSAPI Session Encryption"). For one thread at a time.
 */
final class Way implements AutoCloseable {
  private static final byte YES = 'S';
  private static final byte GSS = 'G';
  private static final byte NO = 'N';
  private static final byte ERROR = 'E';

  private final ServerAddress address;
  private final Encryption encryption;
  private final TlsSettings settings;
  private final GssSource tickets;
  private final SocketTransport socket;
  private final SendBuffer question = new SendBuffer();
  private boolean connected;
  private boolean encrypts;
  private boolean awaitsTicket;
  private boolean declined;
  private @Nullable TlsTransport tls; // once it begins
  private @Nullable GssTransport gss; // once it begins
  private @Nullable Transport open;
  private PollState state = PollState.WRITE;

  private Way(
      ServerAddress address,
      Encryption encryption,
      TlsSettings settings,
      GssSource tickets,
      SocketTransport socket) {
    this.address = address;
    this.encryption = encryption;
    this.settings = settings;
    this.tickets = tickets;
    this.socket = socket;
  }

  /**
   * Begins to connect.
   *
   * @throws IOException if there is no way
   */
  static Way begin(
      ServerAddress address,
      Encryption encryption,
      TlsSettings settings,
      GssSource tickets,
      Keepalives keepalives)
      throws IOException {
    return new Way(
        address, encryption, settings, tickets, SocketTransport.open(address, keepalives));
  }

  /**
   * Goes on without waiting.
   *
   * @return what to wait for; OK if it is open
   * @throws IOException if there is no way
   * @throws OperationalException if the server is not the one that is wanted
   */
  PollState poll() throws IOException {
    state = open == null ? step() : PollState.OK;
    return state;
  }

  private PollState step() throws IOException {
    if (!connected) {
      connected = socket.finishConnect();
      if (!connected) {
        return PollState.WRITE;
      }
      if (encryption == Encryption.NONE) {
        return opened(socket);
      } else if (encryption == Encryption.DIRECT) {
        tls = secured();
      } else if (encryption == Encryption.GSS) {
        encrypts = true;
        Frontend.gssEncRequest(question);
      } else {
        Frontend.sslRequest(question);
      }
    }
    TlsTransport handshaking = tls;
    GssTransport agreeing = gss;
    return handshaking != null
        ? shakeHands(handshaking)
        : agreeing != null ? agree(agreeing) : ask();
  }

  private PollState ask() throws IOException {
    while (!question.isEmpty()) {
      int count = socket.write(question.pending());
      question.sent(count);
      if (count == 0) {
        return PollState.WRITE;
      }
    }
    ByteBuffer answer = ByteBuffer.allocate(1); // and not a byte more: the rest has to be encrypted
    int count = socket.read(answer);
    if (count == 0) {
      return PollState.READ;
    } else if (count < 0) {
      throw new IOException("server closed the connection unexpectedly");
    }
    return encryption == Encryption.GSS ? gssAnswered(answer.get(0)) : tlsAnswered(answer.get(0));
  }

  private PollState tlsAnswered(byte answer) throws IOException {
    return switch (answer) {
      case YES -> shakeHands(secured());
      case NO -> refused();
      case ERROR -> throw new IOException("server sent an error response during SSL exchange");
      default ->
          throw new IOException(
              "received invalid response to SSL negotiation: %c".formatted(answer));
    };
  }

  private PollState gssAnswered(byte answer) throws IOException {
    declined = answer == NO;
    if (answer != GSS) {
      throw new IOException(
          switch (answer) {
            case NO -> "server doesn't support GSSAPI encryption, but it was required";
            case ERROR -> "server sent an error response during GSS encryption exchange";
            default -> "received invalid response to GSSAPI negotiation: %c".formatted(answer);
          });
    }
    SecurityContext context = tickets.take();
    if (context == null) {
      tickets.want();
      awaitsTicket = true;
      return PollState.READ;
    }
    GssTransport made = new GssTransport(socket, context);
    gss = made;
    return agree(made);
  }

  private PollState agree(GssTransport agreeing) throws IOException {
    PollState next = agreeing.handshake();
    return next == PollState.OK ? opened(agreeing) : next;
  }

  /** Whether the server has said that it does not encrypt by GSSAPI. */
  boolean wasDeclined() {
    return declined;
  }

  /** Whether it takes a ticket, and another connection, to be opened. */
  boolean awaitsTicket() {
    return awaitsTicket;
  }

  private PollState refused() throws IOException {
    if (encryption == Encryption.IF_OFFERED) {
      return opened(socket);
    }
    throw new OperationalException("server does not support SSL, but SSL was required");
  }

  private TlsTransport secured() {
    encrypts = true;
    TlsTransport made = new TlsTransport(socket, new TlsClient(settings, address.host().name()));
    tls = made;
    return made;
  }

  private PollState shakeHands(TlsTransport handshaking) throws IOException {
    try {
      PollState next = handshaking.handshake();
      return next == PollState.OK ? opened(handshaking) : next;
    } catch (SSLException e) {
      throw new IOException("SSL error: " + reason(e), e);
    }
  }

  /** In libpq's words if a certificate is the reason, and what Java has against it. */
  private static String reason(SSLException e) {
    Throwable root = e;
    boolean isCertificates = false;
    while (root.getCause() != null) {
      root = root.getCause();
      isCertificates |=
          root instanceof CertificateException || root instanceof CertPathValidatorException;
    }
    String message = root.getMessage();
    String text = message == null ? root.getClass().getSimpleName() : message;
    return isCertificates ? "certificate verify failed: " + text : text;
  }

  private PollState opened(Transport transport) {
    open = transport;
    return PollState.OK;
  }

  /** Whether it is open. */
  boolean isOpen() {
    return open != null;
  }

  /** The way, once it is open. */
  Transport transport() {
    Transport way = open;
    if (way == null) {
      throw new IllegalStateException("the way to the server is not open yet");
    }
    return way;
  }

  /** The plain socket below. */
  SocketTransport socket() {
    return socket;
  }

  /** Whether TLS has begun. */
  boolean isEncrypted() {
    return tls != null;
  }

  /** Whether encryption was to begin, and has not: not yet, if nothing has failed. */
  boolean failedToEncrypt() {
    return encrypts && open == null;
  }

  /** What to select on. */
  SocketChannel channel() {
    return socket.channel();
  }

  /** What to select for, after {@link #poll}. */
  int interest() {
    return connected ? Session.operations(state) : SelectionKey.OP_CONNECT;
  }

  @Override
  public void close() {
    socket.close();
  }
}
