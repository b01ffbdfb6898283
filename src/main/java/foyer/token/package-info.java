/**
 * Guest tokens: the signing key, issuing, verifying, and what the container's MicroProfile JWT is told so that it verifies by the
 * same rules. The token is a MicroProfile JWT (contract section 2).
 */
package foyer.token;
