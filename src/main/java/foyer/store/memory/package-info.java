/**
 * Everything in the memory of one node. One immutable {@link foyer.store.memory.Guest} per session, replaced atomically;
 * the counts and the orders are derived from what each replacement changed, in one place.
 */
package foyer.store.memory;
