/**
 * Messages: what the parser, the linker and C's rules have to say about one revision of a text, in the words of a kernel developer. No
 * exploration and no rule of the engine; nothing here changes a model.
 *
 * <p>Ids of errors: {@code syntax}, {@code unknown-name}, {@code type-mismatch}, {@code wrong-arguments}, {@code declaration}, {@code duplicate},
 * {@code conflicting-declarations}, {@code statement}, {@code annotation}, {@code scenario}, {@code recursion}, {@code not-supported} (what has no
 * meaning here), {@code library-only}, {@code unknown-revision}. Of warnings: {@code unmodelled-call}, {@code missing-return},
 * {@code missing-expectation}, {@code no-effect}, {@code conflicting-declarations}, {@code type-mismatch} where C's compilers only warn. Of
 * information: {@code no-meaning}, {@code replaces-kernel-function}, {@code unreachable-code}. The front end adds {@code unreadable},
 * {@code too-deep}, {@code include}, {@code revisions}, {@code line-of-no-revision}, {@code diff-header}, {@code too-many-problems} and
 * {@code internal-error}, which is a defect of the front end itself.
 */
package org.holdfast.lang.validation;
