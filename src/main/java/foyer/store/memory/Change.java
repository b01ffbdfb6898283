package foyer.store.memory;

import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What one atomic step made of a guest.
 *
 * @param before the guest until then; empty when it was not known
 * @param after the guest from then on; empty when it is not known any more
 */
record Change(Optional<Guest> before, Optional<Guest> after) {

    /** By how much the step changes a sum over all guests. */
    int difference(ToIntFunction<Guest> summand) {
        return after.map(summand::applyAsInt).orElse(0)
                - before.map(summand::applyAsInt).orElse(0);
    }
}
