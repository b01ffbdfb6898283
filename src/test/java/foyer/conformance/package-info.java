/** A small application on the engine that behaves as the official protocol test suites expect: docs/conformance.md. */
package foyer.conformance;
