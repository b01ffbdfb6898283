/** What administrators and their tools see of a running node. */
package foyer.admin;
