/** Tests of documents, and what the tests of all services share. */
package org.holdfast.ide;
