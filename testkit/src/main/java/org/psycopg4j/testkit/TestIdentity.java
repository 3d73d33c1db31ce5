// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

/** A certificate and its private key (PKCS #8), each as a PEM text. */
public record TestIdentity(String certificatePem, String keyPem) {

  /** Without the key. */
  @Override
  public String toString() {
    return certificatePem;
  }
}
