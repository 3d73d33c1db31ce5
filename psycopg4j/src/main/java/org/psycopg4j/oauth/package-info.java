// SPDX-License-Identifier: Apache-2.0
/**
 * Tokens in place of passwords: who is asked for them, and the device flow, which asks a person
 * (manual: "OAuth Authorization/Authentication", since PostgreSQL 18). psycopg2 has none of this.
 */
package org.psycopg4j.oauth;
