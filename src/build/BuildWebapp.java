import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds or tests the web application, run by Maven: {@code npm ci} when the lock file has changed since the last time,
 * then {@code npm run build} or {@code npm run test}. Its arguments are the directory of the web application, the script
 * to run, and any number of reasons not to: if one of them is {@code true}, what was built before stays as it is.
 */
final class BuildWebapp {

    private static final int OLDEST_NODE = 20;
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Path webapp;
    private final String script;

    private BuildWebapp(Path webapp, String script) {
        this.webapp = webapp;
        this.script = script;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            Path webapp = Path.of(arguments[0]);
            Files.createDirectories(webapp.resolve("dist")); // the WAR plugin does not bear its absence
            boolean skipped = Arrays.stream(arguments).skip(2).anyMatch(Boolean::parseBoolean);
            if (!skipped) {
                new BuildWebapp(webapp, arguments[1]).run();
            }
        } catch (Failure failure) {
            System.err.println("[ERROR] " + failure.getMessage());
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException, Failure {
        if (Files.notExists(webapp.resolve("package.json"))) {
            System.out.println("No " + webapp + "/package.json: the WAR is built without a page.");
            return;
        }
        checkNode();
        installPackages();
        npm("run", script);
    }

    private void checkNode() throws IOException, InterruptedException, Failure {
        String version = nodeVersion();
        Matcher major = Pattern.compile("v(\\d+)\\..*").matcher(version);
        if (!major.matches() || Integer.parseInt(major.group(1)) < OLDEST_NODE) {
            throw new Failure("The page needs Node.js " + OLDEST_NODE + " or later, and 'node' is "
                    + (version.isEmpty() ? "missing" : version)
                    + ". Install it from https://nodejs.org, or leave the page out with -Dskip.webapp=true");
        }
    }

    /** What {@code node --version} prints; empty when there is no Node.js. */
    private static String nodeVersion() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            String version = new String(node.getInputStream().readAllBytes()).trim();
            node.waitFor();
            return version;
        } catch (IOException e) {
            return "";
        }
    }

    /** The copy of the lock file is made last, so that an interrupted installation is made again. */
    private void installPackages() throws IOException, InterruptedException, Failure {
        Path wanted = webapp.resolve("package-lock.json");
        Path installed = webapp.resolve("node_modules").resolve(".installed-package-lock.json");
        if (Files.exists(installed) && Files.mismatch(wanted, installed) < 0) {
            return;
        }
        npm("ci", "--no-audit", "--no-fund");
        Files.createDirectories(installed.getParent());
        Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    private void npm(String... arguments) throws IOException, InterruptedException, Failure {
        List<String> command = new ArrayList<>(List.of(WINDOWS ? "npm.cmd" : "npm"));
        command.addAll(List.of(arguments));
        Process npm = new ProcessBuilder(command)
                .directory(webapp.toFile())
                .inheritIO()
                .start();
        if (!npm.waitFor(10, TimeUnit.MINUTES)) {
            npm.destroyForcibly();
            throw new Failure(String.join(" ", command) + " did not end within ten minutes");
        }
        if (npm.exitValue() != 0) {
            throw new Failure(String.join(" ", command) + " failed in " + webapp + ", see above");
        }
    }

    /** What the reader of the build must know; no stack trace helps. */
    private static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }
}
