package foyer.testing.payara;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A domain of Payara Server: the one that comes with it, as it comes, but on other ports, on loopback alone, and without what
 * would open ports besides (IIOP, JMX, JMS, TLS, Hazelcast) or call home.
 */
final class Domain {

    private static final String LOOPBACK = "127.0.0.1";

    private Domain() {}

    /**
     * Makes it anew.
     *
     * @param home of Payara Server
     * @param domain where; what is there is deleted
     */
    static void create(Path home, Path domain, int httpPort, int adminPort) {
        try {
            delete(domain);
            copy(home.resolve("glassfish/domains/domain1"), domain);
            edit(domain.resolve("config/domain.xml"), httpPort, adminPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path path : walk(directory, Comparator.reverseOrder())) {
                Files.delete(path);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        for (Path path : walk(from, Comparator.naturalOrder())) {
            Files.copy(path, to.resolve(from.relativize(path)));
        }
    }

    private static List<Path> walk(Path directory, Comparator<Path> order) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted(order).toList();
        }
    }

    private static void edit(Path file, int httpPort, int adminPort) throws IOException {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            Element config = elements(document.getDocumentElement(), "config")
                    .filter(each -> each.getAttribute("name").equals("server-config"))
                    .findFirst()
                    .orElseThrow();
            edit(config, httpPort, adminPort);
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(file.toFile()));
        } catch (SAXException | ParserConfigurationException | TransformerException e) {
            throw new IOException(e);
        }
    }

    private static void edit(Element config, int httpPort, int adminPort) {
        elements(config, "network-listener").forEach(listener -> {
            listener.setAttribute("address", LOOPBACK);
            switch (listener.getAttribute("name")) {
                case "http-listener-1" -> listener.setAttribute("port", Integer.toString(httpPort));
                case "admin-listener" -> listener.setAttribute("port", Integer.toString(adminPort));
                default -> switchOff().accept(listener);
            }
        });
        Stream.of("iiop-listener", "jmx-connector", "hazelcast-config-specific-configuration")
                .flatMap(name -> elements(config, name))
                .forEach(switchOff());
        switchOff().accept(add(config, "phone-home-runtime-configuration"));
        Element jms = add(config, "jms-service");
        jms.setAttribute("type", "REMOTE");
        jms.setAttribute("default-jms-host", "default_JMS_host");
        add(jms, "jms-host").setAttribute("name", "default_JMS_host");
    }

    private static Consumer<Element> switchOff() {
        return element -> element.setAttribute("enabled", "false");
    }

    private static Element add(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElement(name);
        parent.appendChild(child);
        return child;
    }

    private static Stream<Element> elements(Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }
}
