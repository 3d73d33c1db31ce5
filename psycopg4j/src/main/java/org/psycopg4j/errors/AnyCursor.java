// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.errors;

/**
 * What an exception knows of the cursor that raised it: that it is one.
 *
 * <p>Errors lie below everything else, so they cannot name the cursor's class; every cursor
 * implements this interface, and {@link PsycopgException#cursor()} returns it.
 */
public interface AnyCursor {}
