/** Redeployments: what an application leaves in a server that goes on running. */
package foyer.redeploy;
