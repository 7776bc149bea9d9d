package nut.jail.assemble;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.tools.jlink.internal.PluginRepository;

/**
 * Makes the installed tree:
 *
 * <pre>
 *  ups/bin, ups/sbin         launchers
 *  ups/etc                   commented samples
 *  ups/share/doc             the manual
 *  ups/runtime               the image with all programs
 *  ups/lib/jail              what mkjail puts into a jail as /usr/local/ups: the image with driver, upsd and upsdrvctl alone, and launchers
 *                            that need no shell
 *  ups/sbin/mkjail           makes a jail from this tree
 *  ups/lib/mkjail            the parts of mkjail
 *  ups/bin/upssched-cmd      a sample of what upssched calls
 * </pre>
 */
public final class Assemble {
    private static final List<String> JAILED = List.of("nut.driver", "nut.upsd", "nut.upsdrvctl");
    private static final List<String> ALL =
        List.of("nut.driver", "nut.upsd", "nut.upsdrvctl", "nut.upsmon", "nut.clients");

    /** What only a process with TLS loads. */
    private static final List<String> TLS = List.of("sun/security/ssl/");

    /** Who starts a daemon in a jail is mostly outside of it. Each class in the archive costs every daemon memory. */
    private static final List<String> RARE_IN_A_JAIL =
        List.of("nut/common/daemon/Starter", "nut/upsdrvctl/", "nut/driver/generic/", "nut/driver/dummy/");

    /** The time of everything that a build makes, so that two builds make the same. */
    static final LocalDateTime TIMESTAMP = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final Path folder;
    private final Path tree;
    private final List<Path> jars;

    private Assemble(Path folder, Path tree, List<Path> jars) {
        this.folder = folder;
        this.tree = tree;
        this.jars = jars;
    }

    /**
     * Runs in the build.
     *
     * @param args the jail folder of the sources, and the tree to make; the modules' jars are on the class path
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Path> jars = Stream.of(System.getProperty("java.class.path").split(":"))
            .filter(p -> p.endsWith(".jar")).map(Path::of).toList();
        new Assemble(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath(), jars).run();
    }

    private void run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        delete(tree);
        Files.createDirectories(tree.resolve("lib/jail"));
        PluginRepository.registerPlugin(new ImageRewriting(List.of(ReadyDowncall.in(tree.resolveSibling("ready-downcall")),
            KnownMultiples.in(tree.resolveSibling("known-multiples")), new PlainSwitches(), new PlainLambdas())));
        List<Path> recent = RecentClasses.of(jars, tree.resolveSibling("recent-classes"));
        String modulePath = String.join(":", recent.stream().map(Path::toString).toList());
        RuntimeImage untrained = whole(modulePath, recent);
        launchers();
        copy(folder.resolve("etc"), tree.resolve("etc"));
        copy(folder.resolveSibling("docs"), tree.resolve("share/doc"));
        Training training = new Training(tree, tree.resolveSibling("training"));
        training.run();
        delete(untrained.folder());
        String forms = "--generate-jli-classes=@" + training.callForms();
        RuntimeImage image = whole(modulePath, recent, forms);
        RuntimeImage jailed = jailed(modulePath, recent, forms);
        image.archive(Program.DEFAULT_ARCHIVE, training.classList("daemons.lst", mainClasses(Program.DEFAULT_ARCHIVE)));
        image.archive(Program.UPSMON_ARCHIVE, training.classList("upsmon.lst", mainClasses(Program.UPSMON_ARCHIVE)));
        image.archive(Program.CLIENTS_ARCHIVE,
            training.classListWithout(TLS, "clients.lst", mainClasses(Program.CLIENTS_ARCHIVE)));
        image.archive(Program.TLS_ARCHIVE, training.classList("clients-tls.lst", Program.BRIEF_CLIENT_CLASSES));
        image.archive(Program.TOOLS_ARCHIVE, training.classListWithout(TLS, "tools.lst", mainClasses(Program.TOOLS_ARCHIVE)));
        jailed.archive(Program.DEFAULT_ARCHIVE,
            training.classListWithout(RARE_IN_A_JAIL, "jailed.lst", mainClasses(Program.DEFAULT_ARCHIVE)));
        System.out.println("installed tree: " + tree + " (" + (System.nanoTime() - begin) / 1_000_000_000 + " s)");
    }

    /** The image with all programs. */
    private RuntimeImage whole(String modulePath, List<Path> recent, String... more) throws IOException {
        RuntimeImage image = RuntimeImage.link(tree.resolve("runtime"), modulePath, ALL,
            Unneeded.list(tree.resolveSibling("unneeded"), recent), more);
        image.addNativeSerialLibrary(jar("jSerialComm"));
        image.name(Program.ALL);
        return image;
    }

    /** The image that a jail has. */
    private RuntimeImage jailed(String modulePath, List<Path> recent, String forms) throws IOException {
        RuntimeImage image = RuntimeImage.link(tree.resolve("lib/jail/runtime"), modulePath, JAILED,
            Unneeded.listOfAJail(tree.resolveSibling("unneeded-in-a-jail"), recent), "--strip-java-debug-attributes", forms);
        image.addNativeSerialLibrary(jar("jSerialComm"));
        image.leaveTheBarest();
        image.name(Program.ALL.stream().filter(Program::isJailed).toList());
        return image;
    }

    private static Set<String> mainClasses(String archive) {
        return Program.ALL.stream().filter(program -> program.archive().equals(archive)).map(Program::mainClass)
            .collect(Collectors.toSet());
    }

    private Path jar(String name) throws IOException {
        return jars.stream().filter(j -> j.getFileName().toString().startsWith(name)).findFirst()
            .orElseThrow(() -> new IOException("no jar of " + name + " on the class path"));
    }

    private void launchers() throws IOException {
        for (Program program : Program.ALL) {
            Path launcher = tree.resolve(program.folder()).resolve(program.name());
            Files.createDirectories(launcher.getParent());
            Files.writeString(launcher, program.launcher());
            executable(launcher);
            if (program.isJailed()) {
                jailLauncher(program);
            }
        }
        for (String script : List.of("sbin/mkjail", "bin/upssched-cmd")) {
            Path target = tree.resolve(script);
            Files.copy(folder.resolve(target.getFileName()), target, StandardCopyOption.REPLACE_EXISTING);
            executable(target);
        }
        copy(folder.resolve("mkjail.d"), tree.resolve("lib/mkjail"));
    }

    private void jailLauncher(Program program) throws IOException {
        Path home = tree.resolve("lib/jail");
        Path launcher = home.resolve(program.folder()).resolve(program.name());
        Files.createDirectories(launcher.getParent());
        Files.writeString(launcher, program.jailLauncher());
        executable(launcher);
        Path options = home.resolve(program.optionFile());
        Files.createDirectories(options.getParent());
        Files.writeString(options, program.optionFileText());
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(from)) {
            all.sorted().forEach(files::add);
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
