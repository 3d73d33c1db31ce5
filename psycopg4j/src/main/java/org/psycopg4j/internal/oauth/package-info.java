// SPDX-License-Identifier: Apache-2.0
/** What an authorization server is asked over HTTP (RFC 8414, RFC 8628), within bounds. */
package org.psycopg4j.internal.oauth;
