// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * The client's private key in a file: PEM or DER; PKCS #8, or the older formats of RSA and EC keys;
 * perhaps encrypted.
 */
final class ClientKeyFile {
  private static final List<String> KEYS =
      List.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path path;
  private final @Nullable String password;

  ClientKeyFile(Path path, @Nullable String password) {
    this.path = path;
    this.password = password;
  }

  /**
   * The key.
   *
   * @throws OperationalException if it can't be had
   */
  PrivateKey read() {
    requirePrivate();
    try {
      return key(Files.readAllBytes(path));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw notLoaded(password == null ? "" : ", or its password is another one", e);
    }
  }

  private OperationalException notLoaded(String more, Exception e) {
    return new OperationalException(
        "could not load private key file \"%s\": %s%s".formatted(path, reason(e), more), e);
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /* libpq's rule: root may let a group read its keys, as of a certificate for a whole machine. */
  private void requirePrivate() {
    if (!Files.isRegularFile(path)) {
      throw new OperationalException(
          "private key file \"%s\" is not a regular file".formatted(path));
    }
    try {
      PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
      Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
      others.addAll(attributes.permissions());
      others.removeAll(OWNERS);
      if (attributes.owner().getName().equals("root")) {
        others.remove(PosixFilePermission.GROUP_READ);
      }
      if (!others.isEmpty()) {
        throw new OperationalException(
            ("private key file \"%s\" has group or world access; file must have permissions u=rw"
                    + " (0600) or less if owned by the current user, or permissions u=rw,g=r (0640)"
                    + " or less if owned by root")
                .formatted(path));
      }
    } catch (UnsupportedOperationException e) {
      // There are no such permissions on Windows.
    } catch (IOException e) {
      throw notLoaded("", e);
    }
  }

  private PrivateKey key(byte[] file) throws GeneralSecurityException, IOException {
    List<PemBlock> blocks = PemBlock.all(file);
    if (blocks.isEmpty()) {
      return ofPkcs8(file); // DER
    }
    PemBlock block = PemBlock.first(blocks, KEYS);
    if (block == null) {
      throw new IllegalArgumentException("it has no private key");
    }
    PemBlock curve = PemBlock.first(blocks, List.of("EC PARAMETERS"));
    return switch (block.label()) {
      case "RSA PRIVATE KEY" -> ofPkcs8(Der.ofRsa(decrypted(block)));
      case "EC PRIVATE KEY" ->
          ofPkcs8(Der.ofEc(decrypted(block), curve == null ? null : curve.bytes()));
      case "ENCRYPTED PRIVATE KEY" ->
          ofPkcs8(EncryptedKey.pkcs8(block.bytes(), password().toCharArray()));
      default -> ofPkcs8(block.bytes());
    };
  }

  private byte[] decrypted(PemBlock block) throws GeneralSecurityException {
    boolean isEncrypted = block.headers().getOrDefault("Proc-Type", "").endsWith("ENCRYPTED");
    return isEncrypted
        ? EncryptedKey.traditional(block, password().getBytes(StandardCharsets.UTF_8))
        : block.bytes();
  }

  private String password() {
    if (password == null) {
      throw new IllegalArgumentException("it is encrypted, and there is no sslpassword");
    }
    return password;
  }

  private static PrivateKey ofPkcs8(byte[] der) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // It is another one's.
      }
    }
    throw new InvalidKeySpecException("it is no private key that Java knows");
  }
}
