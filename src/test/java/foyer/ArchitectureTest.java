package foyer;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers of the house: arrows point down only. */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** From the top down; the packages of one layer know nothing of each other. */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("boot"),
            Set.of("admin"),
            Set.of("lifecycle"),
            Set.of("room"),
            Set.of("file", "stats"),
            Set.of("guest"),
            Set.of("presence"),
            Set.of("token"),
            Set.of("rest"),
            Set.of("cluster"),
            Set.of("socketio"),
            Set.of("engineio"),
            Set.of("edge"),
            Set.of("config", "log"));

    /** What a package must not use although it lies below. */
    private static final Map<String, Set<String>> BARRED = Map.of("presence", Set.of("token"));

    /** Adapters implement the ports that the features own, and put in place by boot: nobody else imports them. */
    private static final String STORE = "store";

    private static final String BOOT = "boot";

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

    static Set<String> packages() {
        return CLASSES.stream()
                .map(ArchitectureTest::topPackage)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyPackageHasItsLayer() {
        Set<String> known = LAYERS.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        known.add(STORE);

        assertThat(packages()).contains("config", "engineio");
        assertThat(known)
                .as("a new package below foyer is to be given a layer here")
                .containsAll(packages());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyWhatLiesBelow(String name) {
        Set<String> below = mayUse(name);

        noClasses()
                .that(describe(
                        "are in foyer." + name, owner -> topPackage(owner).equals(name)))
                .should()
                .dependOnClassesThat(describe(
                        "are Foyer's and not of " + below,
                        used -> isFoyers(used) && !topPackage(used).equals(name) && !below.contains(topPackage(used))))
                .check(CLASSES);
    }

    @Test
    void theStoresKnowNothingOfEachOther() {
        slices().matching("foyer.store.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching("foyer.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void filtersAreMappedInWebXml() {
        noClasses()
                .should()
                .beAnnotatedWith(WebFilter.class)
                .because("annotated filters come in any order, and the one that answers preflights must come first")
                .check(CLASSES);
    }

    @Test
    void resourcesThatAreMadeOnceKeepNothing() {
        fields().that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(jakarta.ws.rs.Path.class)
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(ApplicationScoped.class)
                .and()
                .areNotStatic()
                .should()
                .beAnnotatedWith(Inject.class)
                .because(
                        "all requests share them, so what they have of their own, one guest's request leaves to the next")
                .check(CLASSES);
    }

    @Test
    void grizzlysClassesAreKnownToThoseWhoArePayarasAlone() {
        noClasses()
                .that()
                .haveNameNotMatching("foyer\\.engineio\\.(PayaraRequest|GrizzlyFrames)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.glassfish.grizzly..")
                .because("other servers have no such classes, and would load them with whoever names them")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<Path> packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(Collectors.toSet());

            assertThat(packages)
                    .isNotEmpty()
                    .allSatisfy(directory ->
                            assertThat(directory.resolve("package-info.java")).exists());
        }
    }

    private static Set<String> mayUse(String name) {
        if (name.equals(STORE)) {
            return LAYERS.stream().flatMap(Set::stream).collect(Collectors.toSet());
        }
        Set<String> below = LAYERS.stream()
                .dropWhile(layer -> !layer.contains(name))
                .skip(1)
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        if (name.equals(BOOT)) {
            below.add(STORE);
        }
        below.removeAll(BARRED.getOrDefault(name, Set.of()));
        return below;
    }

    private static boolean isFoyers(JavaClass type) {
        return type.getPackageName().startsWith("foyer");
    }

    /** {@code engineio} for {@code foyer.engineio.transport}; empty for {@code foyer} itself. */
    private static String topPackage(JavaClass type) {
        String[] names = type.getPackageName().split("\\.");
        return names.length > 1 ? names[1] : "";
    }
}
