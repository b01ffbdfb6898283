/** What comes out: JSON, a table, and a picture. */
package foyer.bench.report;
