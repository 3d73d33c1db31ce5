// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

/**
 * A domain: another type under a name of its own, with checks.
 *
 * @param id what every type has
 * @param baseOid the type that it is a domain over, which may be a domain
 */
public record DomainInfo(TypeId id, long baseOid) implements TypeInfo {}
