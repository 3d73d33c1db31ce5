// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.gss;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * What we and a server agree upon by Kerberos (RFC 2743, RFC 4121): who we are, and keys. The
 * tickets are there when it is made; nothing here waits for anybody any more. For one thread at a
 * time.
 */
public final class SecurityContext {
  private static final String CONTINUATION = "GSSAPI continuation error: ";
  private static final String KERBEROS = "1.2.840.113554.1.2.2";

  private final GSSContext context;
  private final byte[] first;

  private SecurityContext(GSSContext context, byte[] first) {
    this.context = context;
    this.first = first;
  }

  /**
   * Gets a ticket for a server, for which it asks the key distribution centre: that may take long.
   *
   * @param service the service's name, {@code krbsrvname}
   * @param host the server's name, as it was set
   * @param caller what {@link #ofCaller} gave; null for the tickets in the cache
   * @param cache the file with our tickets; null if there is none
   * @param encrypts whether all that is sent is going to be wrapped
   * @param delegates whether the server may act for us
   * @throws OperationalException if there are no credentials, or no ticket to be had
   */
  public static SecurityContext begin(
      String service,
      String host,
      @Nullable GSSCredential caller,
      @Nullable Path cache,
      boolean encrypts,
      boolean delegates) {
    try {
      PrivilegedExceptionAction<SecurityContext> begin =
          () -> begin(service + "@" + host, caller, encrypts, delegates);
      return caller == null ? Subject.doAs(TicketCache.login(cache), begin) : begin.run();
    } catch (PrivilegedActionException e) {
      throw failed(e.getException(), encrypts);
    } catch (Exception e) {
      throw failed(e, encrypts);
    }
  }

  private static SecurityContext begin(
      String name, @Nullable GSSCredential own, boolean encrypts, boolean delegates)
      throws GSSException {
    GSSManager manager = GSSManager.getInstance();
    GSSName server = manager.createName(name, GSSName.NT_HOSTBASED_SERVICE);
    GSSContext context =
        manager.createContext(server, new Oid(KERBEROS), own, GSSContext.DEFAULT_LIFETIME);
    context.requestMutualAuth(true);
    context.requestCredDeleg(delegates);
    context.requestConf(encrypts);
    context.requestInteg(encrypts);
    context.requestReplayDet(encrypts);
    context.requestSequenceDet(encrypts);
    return new SecurityContext(context, context.initSecContext(new byte[0], 0, 0));
  }

  /* libpq has one name for both of its steps when it authenticates, and two when it encrypts. */
  private static OperationalException failed(Exception e, boolean encrypts) {
    String what =
        e instanceof LoginException
            ? "No Kerberos credentials available: " + e.getMessage()
            : String.valueOf(e.getMessage());
    return new OperationalException(
        (encrypts ? "could not initiate GSSAPI security context: " : CONTINUATION) + what, e);
  }

  /**
   * The credentials of the Subject that the current thread acts for; null if it has none. With
   * {@code javax.security.auth.useSubjectCredsOnly=false} they are those that Java finds by itself.
   */
  public static @Nullable GSSCredential ofCaller() {
    try {
      return GSSManager.getInstance()
          .createCredential(
              null, GSSCredential.DEFAULT_LIFETIME, new Oid(KERBEROS), GSSCredential.INITIATE_ONLY);
    } catch (GSSException e) {
      return null;
    }
  }

  /** What is sent first. */
  public byte[] firstToken() {
    return first;
  }

  /**
   * Takes what the server has answered.
   *
   * @return what to send then; null if nothing
   * @throws OperationalException if the server is not the one that it should be
   */
  public byte @Nullable [] answer(byte[] token) {
    try {
      return context.initSecContext(token, 0, token.length);
    } catch (GSSException e) {
      throw new OperationalException(CONTINUATION + e.getMessage(), e);
    }
  }

  /** Whether both know who the other is. */
  public boolean isEstablished() {
    return context.isEstablished();
  }

  /** Whether what is wrapped can't be read by anybody else. */
  public boolean isConfidential() {
    return context.getConfState();
  }

  /**
   * How many bytes can be wrapped so that they become no more than that.
   *
   * @throws GSSException if there is no such context any more
   */
  public int sizeLimit(int largest) throws GSSException {
    return context.getWrapSizeLimit(0, true, largest);
  }

  /**
   * Encrypts bytes.
   *
   * @throws IOException if they would not be encrypted
   */
  public byte[] wrap(byte[] bytes, int from, int count) throws GSSException, IOException {
    MessageProp how = new MessageProp(0, true);
    byte[] wrapped = context.wrap(bytes, from, count, how);
    if (!how.getPrivacy()) {
      throw new IOException("outgoing GSSAPI message would not use confidentiality");
    }
    return wrapped;
  }

  /**
   * Decrypts bytes.
   *
   * @throws IOException if they were not encrypted, or are not those that come next
   */
  public byte[] unwrap(byte[] bytes, int from, int count) throws GSSException, IOException {
    MessageProp how = new MessageProp(0, true);
    byte[] unwrapped = context.unwrap(bytes, from, count, how);
    if (!how.getPrivacy()) {
      throw new IOException("incoming GSSAPI message did not use confidentiality");
    } else if (how.isDuplicateToken()
        || how.isOldToken()
        || how.isUnseqToken()
        || how.isGapToken()) {
      throw new IOException("incoming GSSAPI message is not the one that comes next");
    }
    return unwrapped;
  }

  /** Forgets the keys. */
  public void dispose() {
    try {
      context.dispose();
    } catch (GSSException e) {
      // It was not there any more.
    }
  }
}
