/** What users do with the update site. */
package org.holdfast.install;
