import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks a directory in the layout of a Maven repository for what Maven Central requires, and for what hosts need:
 * {@code java release/CheckStaged.java DIRECTORY [signed]}. Prints what is missing, and ends with 1 if anything is.
 */
final class CheckStaged {
    private static final String GROUP = "dev.holdfast";

    private static final Set<String> NOT_PUBLISHED = Set.of(
            "holdfast-benchmarks",
            "holdfast-clients",
            "holdfast-dist",
            "holdfast-example-java",
            "holdfast-example-kotlin",
            "holdfast-example-spring-boot",
            "holdfast-planted",
            "holdfast-spring-boot-4-tests");

    private final List<String> problems = new ArrayList<>();
    private final TreeMap<String, Staged> artifacts = new TreeMap<>();
    private final Path repository;
    private final boolean signed;

    private CheckStaged(Path repository, boolean signed) {
        this.repository = repository;
        this.signed = signed;
    }

    /** What was staged under one name: the directory of its version, and its POM. */
    private record Staged(String name, String version, Path directory, Element pom) {
        Path file(String suffix) {
            return directory.resolve(name + "-" + version + suffix);
        }

        boolean isJar() {
            return text(pom, "packaging").isEmpty() || text(pom, "packaging").equals("jar");
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.println("usage: java release/CheckStaged.java DIRECTORY [signed]");
            System.exit(2);
        }
        CheckStaged check =
                new CheckStaged(Path.of(arguments[0]), arguments.length > 1 && arguments[1].equals("signed"));
        check.run();
        check.problems.forEach(problem -> System.err.println("staged: " + problem));
        if (!check.problems.isEmpty()) {
            System.exit(1);
        }
        System.out.println("staged: " + check.artifacts.keySet() + " in " + check.repository
                + (check.signed ? "" : ", unsigned"));
    }

    private void run() throws Exception {
        List<Path> files;
        try (Stream<Path> found = Files.walk(repository)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            if (file.toString().endsWith(".pom")) {
                String version = file.getParent().getFileName().toString();
                String name = file.getParent().getParent().getFileName().toString();
                artifacts.put(name, new Staged(name, version, file.getParent(), parse(file)));
            }
        }
        require(!artifacts.isEmpty(), "no POM in " + repository);
        for (Staged artifact : artifacts.values()) {
            checkPom(artifact);
            checkDependencies(artifact);
            if (artifact.isJar()) {
                checkJars(artifact);
            }
        }
        checkBom();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (!name.startsWith("maven-metadata") && !name.matches(".*\\.(md5|sha1|sha256|sha512|asc)")) {
                checkBeside(file);
            }
        }
    }

    /** What Central requires of a POM: <a href="https://central.sonatype.org/publish/requirements/">requirements</a>. */
    private void checkPom(Staged artifact) {
        require(!NOT_PUBLISHED.contains(artifact.name()), artifact.name() + " is not to be published");
        require(
                artifact.version().matches("\\d+\\.\\d+\\.\\d+(-rc\\.\\d+)?"),
                artifact.name() + " has the version " + artifact.version() + ", which is none of a release");
        for (String path : List.of("modelVersion", "artifactId", "name", "description")) {
            require(!text(artifact.pom(), path).isEmpty(), artifact.name() + " lacks " + path + " in its POM");
        }
        for (String path : List.of(
                "groupId",
                "version",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "developers/developer/organization",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            require(!inherited(artifact, path).isEmpty(), artifact.name() + " lacks " + path + " in its POM");
        }
        require(
                children(artifact.pom(), "repositories").isEmpty(),
                artifact.name() + " names repositories, which hosts would have to trust");
    }

    /** The text of an element of the POM, or of that of a parent, which must be staged as well. */
    private String inherited(Staged artifact, String path) {
        String own = text(artifact.pom(), path);
        if (!own.isEmpty()) {
            return own;
        }
        String parent = text(artifact.pom(), "parent/artifactId");
        if (parent.isEmpty()) {
            return "";
        }
        Staged staged = artifacts.get(parent);
        require(staged != null, artifact.name() + " has the parent " + parent + ", which is not staged");
        return staged == null ? "" : inherited(staged, path);
    }

    private void checkDependencies(Staged artifact) {
        for (Element dependency : children(artifact.pom(), "dependencies/dependency")) {
            String name = text(dependency, "groupId") + ":" + text(dependency, "artifactId");
            String scope = text(dependency, "scope");
            require(!scope.equals("system"), artifact.name() + " depends on " + name + " of the system");
            require(
                    !text(dependency, "version").endsWith("-SNAPSHOT"),
                    artifact.name() + " depends on a snapshot of " + name);
            if (text(dependency, "groupId").equals(GROUP) && !scope.equals("test")) {
                require(
                        artifacts.containsKey(text(dependency, "artifactId")),
                        artifact.name() + " depends on " + name + ", which is not staged");
            }
        }
    }

    private void checkJars(Staged artifact) throws IOException {
        checkJar(artifact, ".jar", name -> name.endsWith(".class"));
        checkJar(artifact, ".jar", "META-INF/LICENSE"::equals);
        checkJar(artifact, ".jar", "META-INF/NOTICE"::equals);
        checkJar(artifact, "-sources.jar", name -> name.endsWith(".java"));
        checkJar(artifact, "-javadoc.jar", "index.html"::equals);
        require(
                Files.exists(artifact.file("-cyclonedx.json")),
                artifact.name() + " lacks its bill of materials, which Maven makes only online");
    }

    private void checkJar(Staged artifact, String suffix, Predicate<String> wanted) throws IOException {
        Path jar = artifact.file(suffix);
        if (!Files.exists(jar)) {
            problems.add(jar.getFileName() + " is missing");
            return;
        }
        try (ZipFile contents = new ZipFile(jar.toFile())) {
            require(
                    contents.stream().map(ZipEntry::getName).anyMatch(wanted),
                    jar.getFileName() + " lacks what it is there for");
        }
    }

    /** The BOM manages each library that hosts use, and nothing else. */
    private void checkBom() {
        Staged bom = artifacts.get("holdfast-bom");
        if (bom == null) {
            problems.add("holdfast-bom is missing");
            return;
        }
        require(children(bom.pom(), "parent").isEmpty(), "holdfast-bom has a parent, whose versions hosts would take over");
        Set<String> managed = new TreeSet<>();
        for (Element dependency : children(bom.pom(), "dependencyManagement/dependencies/dependency")) {
            managed.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
        }
        Set<String> libraries = new TreeSet<>();
        // The program is no library.
        artifacts.values().stream()
                .filter(artifact -> artifact.isJar() && !artifact.name().equals("holdfast-cli"))
                .forEach(artifact -> libraries.add(GROUP + ":" + artifact.name()));
        require(managed.equals(libraries), "holdfast-bom manages " + managed + " and not " + libraries);
    }

    /** A file has the checksums that stand beside it, and is signed. */
    private void checkBeside(Path file) throws Exception {
        for (String algorithm : List.of("MD5", "SHA-1")) {
            Path sum = Path.of(file + "." + algorithm.toLowerCase(java.util.Locale.ROOT).replace("-", ""));
            String actual = HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
            require(
                    Files.exists(sum) && Files.readString(sum).strip().equals(actual),
                    sum.getFileName() + " is missing or not that of the file");
        }
        require(!signed || Files.exists(Path.of(file + ".asc")), file.getFileName() + " is not signed");
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static Element parse(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new File(pom.toString()))
                .getDocumentElement();
    }

    /** The text of the first element at the path, empty if there is none. */
    private static String text(Element element, String path) {
        List<Element> found = children(element, path);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    private static List<Element> children(Element element, String path) {
        List<Element> level = List.of(element);
        for (String name : path.split("/")) {
            List<Element> next = new ArrayList<>();
            for (Element parent : level) {
                for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
                    if (child instanceof Element found && found.getTagName().equals(name)) {
                        next.add(found);
                    }
                }
            }
            level = next;
        }
        return level;
    }
}
