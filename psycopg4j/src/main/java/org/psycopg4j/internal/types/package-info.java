// SPDX-License-Identifier: Apache-2.0
/** Values and their two contexts: how a result's bytes are read, how a literal is written. */
package org.psycopg4j.internal.types;
