/**
 * Messages: what the parser, the linker and C's rules have to say about one revision of a text, in the words of a kernel developer. No
 * exploration and no rule of the engine; nothing here changes a model.
 */
package org.holdfast.lang.validation;
