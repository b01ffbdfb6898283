/**
 * What all REST resources have in common: the application at {@code /api}, the envelope of every answer, how bodies are read, how
 * refusals and faults are told, CORS and security headers. Knows nothing of guests.
 */
package foyer.rest;
