/** Tests of checks as a whole: cards, fixes on the text, expectations, and what every verified fix promises on the project's scenarios. */
package org.holdfast.lang.check;
