// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.util.HashMap;
import java.util.Map;

/**
 * The OIDs of what users created, which differ from one database to another, numbered in the order
 * in which they are seen (manual: "System Catalog Initial Data", "OID Assignment").
 */
final class Oids {
  private static final long FIRST_OF_USERS = 16_384;

  private final Map<Long, String> seen = new HashMap<>();

  String of(Long oid) {
    if (oid == null || oid < FIRST_OF_USERS) {
      return String.valueOf(oid);
    }
    return seen.computeIfAbsent(oid, fresh -> "user's " + (seen.size() + 1));
  }
}
