/**
 * What all REST resources have in common: the application at {@code /api}, the envelope of every answer, how bodies are read, how
 * refusals and faults are told, CORS and security headers. Knows nothing of guests.
 *
 * <p>Resources, wherever they live, are request-scoped and take what they need in fields: RESTEasy, WildFly's REST, does not
 * accept a class whose only constructor is for injection.
 */
package foyer.rest;
