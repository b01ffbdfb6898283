/** What is measured, and how it is read from the operating system and the virtual machine. */
package foyer.bench.measure;
