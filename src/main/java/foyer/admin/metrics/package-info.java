/** Figures for Prometheus, by Micrometer, at {@code /foyer/metrics}. */
package foyer.admin.metrics;
