// SPDX-License-Identifier: Apache-2.0
/** psycopg2 in a Python that a Java program embeds: GraalPy. */
package org.psycopg4j.graalpy;
