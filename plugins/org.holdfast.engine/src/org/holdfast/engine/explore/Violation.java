package org.holdfast.engine.explore;

import java.util.List;
import org.holdfast.engine.program.Site;

/**
 * A symptom that exploration met.
 *
 * @param rule     public id: {@code use-after-free}, {@code deadlock}, {@code sleep-in-atomic} …
 * @param message  one sentence without full stop, naming objects and locks as the user does
 * @param thread   display name of the execution to which it happened
 * @param site     the step at which it shows; for a deadlock the wait of the first thread in the cycle, for a leak the allocation
 * @param node     number of the step in its {@code code}, for comparing explorers
 * @param subject  the object or lock concerned ({@code struct nfsd_file}, {@code nfsd_net.fcache_dispose_lock}), or empty
 * @param related  sites that belong to it: where the object was freed, the other waits of a deadlock …
 * @param fatal    whether it ends its path (else it is an observation: the path goes on)
 * @param trace    a shortest run that shows it
 */
public record Violation(String rule, String message, String thread, Site site, String code, int node, String subject, List<Related> related,
        boolean fatal, Trace trace) {
    public Violation {
        related = List.copyOf(related);
    }

    /** {@code role}: {@code allocated}, {@code freed}, {@code waits}, {@code acquired}, {@code dropped} … */
    public record Related(String role, String thread, Site site) {
    }
}
