/** Reports as JSON, in the form that docs/json.md describes. Takes values and gives strings; writes nowhere. */
package org.holdfast.cli.json;
