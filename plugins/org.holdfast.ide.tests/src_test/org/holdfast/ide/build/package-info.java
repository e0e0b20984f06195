/** What is checked after a change, and what is known without checking. */
package org.holdfast.ide.build;
