// SPDX-License-Identifier: Apache-2.0
/** Kerberos by the JDK's GSSAPI, from a module that need not be there. */
package org.psycopg4j.internal.gss;
