// SPDX-License-Identifier: Apache-2.0
/** The ways to prove who one is, each a small class (manual: "Client Authentication"). */
package org.psycopg4j.internal.engine.auth;
