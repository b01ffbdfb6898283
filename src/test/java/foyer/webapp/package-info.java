/** The web application as its users meet it: tests of {@code webapp/test}, in a real browser against a real server. */
package foyer.webapp;
