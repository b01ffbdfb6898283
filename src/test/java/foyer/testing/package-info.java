/** What the tests stand on: archives for the servers, scripts run by Node.js, Chromium. */
package foyer.testing;
