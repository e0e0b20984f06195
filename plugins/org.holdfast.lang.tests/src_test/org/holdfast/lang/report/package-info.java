/** Tests of how reports are put into words. */
package org.holdfast.lang.report;
