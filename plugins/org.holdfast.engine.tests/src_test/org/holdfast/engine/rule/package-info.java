/** Tests of diagnosis: findings, fixes and the edits they make. */
package org.holdfast.engine.rule;
