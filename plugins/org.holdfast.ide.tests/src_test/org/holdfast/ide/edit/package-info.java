/** Tests of the services that change a text. */
package org.holdfast.ide.edit;
