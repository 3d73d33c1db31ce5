// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.TlsSettings;

/** The client's side of one TLS connection to a host: before the handshake, and after it. */
public final class TlsClient {
  private static final Pattern SHA = Pattern.compile("SHA-?(1|224|256|384|512)(?![0-9/])");
  private static final String[] PROTOCOLS = {
    "postgresql"
  }; // ALPN (manual: "SSL Session Encryption")

  private final TlsSettings settings;
  private final String host;
  private final @Nullable ClientIdentity identity;
  private final SSLEngine engine;

  /**
   * A connection that is to be made.
   *
   * @param host the host's name or address, as it was set
   * @throws OperationalException if a file that the settings name can't be used
   */
  public TlsClient(TlsSettings settings, String host) {
    this.settings = settings;
    this.host = host;
    this.identity =
        settings.showsCertificate() == TlsSettings.CertificateMode.DISABLE
            ? null
            : ClientIdentity.of(settings);
    this.engine = engine(ServerTrust.of(settings));
  }

  private SSLEngine engine(TrustManager @Nullable [] trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity == null ? null : new KeyManager[] {identity}, trust, null);
      SSLEngine made = context.createSSLEngine();
      made.setUseClientMode(true);
      SSLParameters parameters = made.getSSLParameters();
      parameters.setProtocols(settings.versions(made.getSupportedProtocols()));
      parameters.setApplicationProtocols(PROTOCOLS);
      if (settings.sendsName() && !HostNames.isAddress(host) && isName(host)) {
        parameters.setServerNames(List.of(new SNIHostName(host)));
      }
      made.setSSLParameters(parameters);
      return made;
    } catch (GeneralSecurityException e) {
      throw new OperationalException("could not create SSL context: " + e.getMessage(), e);
    }
  }

  private static boolean isName(String host) {
    return !host.isEmpty()
        && host.chars().allMatch(c -> c > ' ' && c < 0x7f)
        && !host.endsWith(".");
  }

  /** What encrypts and decrypts. */
  public SSLEngine engine() {
    return engine;
  }

  /**
   * Checks what the handshake has brought.
   *
   * @throws OperationalException if the certificate is not the host's, or what was negotiated is
   *     not enough
   */
  public void established() {
    if (settings.mode() == TlsSettings.Mode.VERIFY_FULL) {
      HostNames.require(certificate(), host);
    }
    String protocol = engine.getApplicationProtocol();
    if (settings.isDirect() && !PROTOCOLS[0].equals(protocol)) {
      throw new OperationalException(
          "direct SSL connection was established without ALPN protocol negotiation extension");
    }
    if (settings.showsCertificate() == TlsSettings.CertificateMode.REQUIRE
        && (identity == null || !identity.wasShown())) {
      throw new OperationalException(
          identity == null || !identity.wasAsked()
              ? "server did not request an SSL certificate"
              : "server accepted connection without a valid SSL certificate");
    }
  }

  private X509Certificate certificate() {
    try {
      Certificate[] chain = engine.getSession().getPeerCertificates();
      if (chain.length > 0 && chain[0] instanceof X509Certificate first) {
        return first;
      }
    } catch (SSLPeerUnverifiedException e) {
      throw new OperationalException("the server has no certificate", e);
    }
    throw new OperationalException("the server's certificate is of an unknown kind");
  }

  /** What was negotiated. */
  public SSLSession session() {
    return engine.getSession();
  }

  /**
   * The server certificate's hash, which binds SCRAM to this connection (RFC 5929:
   * tls-server-end-point); null if its signature has no hash of its own, as Ed25519's.
   */
  public byte @Nullable [] endPoint() {
    X509Certificate certificate = certificate();
    try {
      String hash = hash(certificate);
      return hash == null ? null : MessageDigest.getInstance(hash).digest(certificate.getEncoded());
    } catch (GeneralSecurityException | IOException e) {
      throw new OperationalException(
          "could not generate server certificate hash: " + e.getMessage(), e);
    }
  }

  /** The hash of its signature: MD5 and SHA-1 give way to SHA-256. */
  private static @Nullable String hash(X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (signature.equals("RSASSA-PSS")) {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance(signature);
      parameters.init(certificate.getSigAlgParams());
      signature = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
    }
    Matcher sha = SHA.matcher(signature);
    if (signature.startsWith("MD5WITH")) {
      return "SHA-256";
    } else if (!sha.lookingAt()) {
      return null;
    }
    return sha.group(1).equals("1") ? "SHA-256" : "SHA-" + sha.group(1);
  }
}
