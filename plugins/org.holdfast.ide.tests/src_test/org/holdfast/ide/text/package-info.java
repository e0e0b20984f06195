/** Tests of the services that read a text. */
package org.holdfast.ide.text;
