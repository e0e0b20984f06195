package org.holdfast.lang.types;

import java.util.List;
import org.holdfast.lang.hold.Field;
import org.holdfast.lang.hold.StructDeclaration;
import org.holdfast.lang.hold.TypedefDeclaration;

/** What types need to know of the declarations that a file sees. */
public interface Declarations {
    /** The declaration with fields, or null. */
    StructDeclaration struct(String tag);

    /** Null if there is none. */
    TypedefDeclaration typedef(String name);

    /** Null if the struct is null or has no such field. */
    Field field(StructDeclaration struct, String name);

    /** The declarations whose fields together are those of a struct; none for null. */
    List<StructDeclaration> parts(StructDeclaration struct);
}
