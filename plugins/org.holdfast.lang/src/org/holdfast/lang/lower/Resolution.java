package org.holdfast.lang.lower;

import java.util.List;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Access;

/** Fills in the locations of accesses that are known by their member only: all of them are known when everything is lowered. */
final class Resolution {
    private final Locations locations;

    Resolution(Locations locations) {
        this.locations = locations;
    }

    Code code(Code code) {
        return code == null ? null : new Code(code.name(), code.registers(),
                code.nodes().stream().map(node -> new Code.Node(step(node.step()), node.next(), node.site())).toList());
    }

    private Step step(Step step) {
        return switch (step) {
        case Step.Load s -> new Step.Load(s.target(), s.address(), access(s.access()));
        case Step.Store s -> new Step.Store(s.address(), s.value(), access(s.access()));
        default -> step;
        };
    }

    private Access access(Access access) {
        return access.locations().equals(List.of(Locations.BY_MEMBER)) ? new Access(access.member(), locations.withMember(access.member()), access.marked())
                : access;
    }
}
