/** What the checks of the front end are made of. Their messages are tested one folder up. */
package org.holdfast.lang.validation;
