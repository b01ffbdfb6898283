/**
 * The edge of the house: who may knock (origins), from where (addresses behind proxies), how often (rate limits), and how one is
 * told no ({@link foyer.edge.Refusal}). No I/O, no container: plain strings in, answers out.
 */
package foyer.edge;
