/** What is measured, a class for each scenario. */
package foyer.bench.scenario;
