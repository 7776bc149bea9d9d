package nut.jail.assemble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nut.common.confine.Place;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;

/**
 * Plays a short power failure and uses the clients on the fresh tree, with every JVM noting the classes that it loads: what goes into the
 * archive is what the programs really use.
 */
final class Training {
    private static final int SPEED = 600;
    private static final int PATIENCE_SECONDS = 60;
    private static final String FORM = "@lambda-form-invoker ";

    /**
     * What a JVM loads for want of an archive, as the training's do: to read classes from the image, and to put modules together. Who
     * speaks TLS as a client needs some of it in any case, as the JDK then looks for resources.
     */
    private static final List<String> WITHOUT_ARCHIVE = List.of("java/util/zip/", "jdk/internal/jimage/",
        "jdk/internal/loader/FileURLMapper", "jdk/internal/loader/URLClassPath$", "jdk/internal/module/Builder",
        "jdk/internal/module/ModuleHashes$Builder", "jdk/internal/module/ModulePatcher$", "jdk/internal/module/ModuleResolution",
        "jdk/internal/module/Resources", "jdk/internal/module/SystemModule",
        "java/lang/ModuleLayer$Controller", "java/lang/NamedPackage");

    /** Those of them that who looks a host up needs with an archive too: the JDK asks for a resolver in the class path first. */
    private static final List<String> LOOKING_HOSTS_UP = List.of("java/util/zip/ZipConstants", "java/util/zip/ZipFile ",
        "java/util/zip/ZipFile$1 ", "jdk/internal/loader/FileURLMapper", "jdk/internal/loader/URLClassPath$",
        "jdk/internal/module/Resources");

    /** Likewise, to make a class for each lambda. With an archive only who calls the C library makes any. */
    private static final List<String> MAKING_CLASSES = List.of("java/lang/classfile/", "jdk/internal/classfile/",
        "java/lang/invoke/InnerClassLambdaMetafactory");

    private static final String LOOKS_UP = "java/net/spi/InetAddressResolverProvider ";
    private static final String TLS_CLIENT = "sun/security/ssl/SSLSocketImpl ";
    private static final String CALLS_C = "jdk/internal/foreign/abi/BindingSpecializer ";

    private final Path tree;
    private final Path work;
    private final Path lists;

    Training(Path tree, Path work) {
        this.tree = tree;
        this.work = work;
        this.lists = work.resolve("lists");
    }

    /** Runs. */
    void run() throws IOException, InterruptedException {
        Assemble.delete(work);
        Files.createDirectories(lists);
        Path run = Files.createDirectories(work.resolve("chain"));
        Layout layout = new Layout(tree, run, false, FreePort.find(), SPEED);
        String options = "-Xshare:off -XX:DumpLoadedClassList=" + lists.resolve("%p.lst");
        List<ProcessHandle> drivers = new ArrayList<>();
        try (Chain chain = Chain.start(layout, Map.of("JAVA_TOOL_OPTIONS", options, Place.MORE, lists.toString()))) {
            drivers.add(driver(chain, "file", sequence()));
            drivers.add(driver(chain, "copy", chain.address()));
            Path timers = timers(chain);
            clients(chain);
            BackgroundLesson.give(chain, work.resolve("background"));
            for (String algorithm : List.of("EC", "RSA")) {
                TlsLesson.give(chain, work.resolve(algorithm), algorithm);
            }
            chain.tell("mains off");
            Await.until("upsd serves OB", PATIENCE_SECONDS, () -> chain.servedStatus().contains("OB"));
            chain.tell("battery low");
            Await.until("SHUTDOWNCMD runs", PATIENCE_SECONDS, () -> Files.exists(layout.shutDown()));
            Await.until("NOTIFYCMD hears of the shutdown", PATIENCE_SECONDS,
                () -> Files.readString(layout.notified()).contains("SHUTDOWN"));
            drivers.forEach(ProcessHandle::destroy);
            drivers.forEach(driver -> driver.onExit().join());
            Await.until("the timer daemon ends", PATIENCE_SECONDS, () -> Files.notExists(timers));
        } finally {
            // The chain knows nothing of them, and a training that failed must leave none.
            drivers.forEach(ProcessHandle::destroy);
        }
    }

    private String sequence() throws IOException {
        return Files.writeString(work.resolve("training.seq"), "ups.status: OL\nTIMER 1\nups.status: OB\n").toString();
    }

    /** Starts a dummy-ups beside the chain. */
    private static ProcessHandle driver(Chain chain, String ups, String port) throws IOException, InterruptedException {
        chain.run("bin/dummy-ups", "-s", ups, "-x", "port=" + port, "-i", "1");
        String pid = Files.readString(chain.layout().state().resolve("dummy-ups-" + ups + ".pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void clients(Chain chain) throws IOException, InterruptedException {
        chain.run("bin/upsc", chain.address());
        chain.run("bin/upsc", "-L", "127.0.0.1:" + chain.layout().port());
        chain.run("bin/upsc", "-j", chain.address());
        chain.run("bin/upsc", chain.address(), "ups.status");
        chain.run("bin/upscmd", "-l", chain.address());
        chain.run("bin/upsrw", chain.address());
        chain.run("bin/upslog", "-s", chain.address(), "-l", "-", "-d", "1");
        for (Program program : Program.ALL) {
            chain.run(program.folder() + "/" + program.name(), "-V");
        }
    }

    /**
     * An event that starts a timer and its daemon, and others that find the daemon.
     *
     * @return the socket, which is gone when the daemon has ended
     */
    private Path timers(Chain chain) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("upssched"));
        Files.writeString(chain.layout().work().resolve("etc/upssched.conf"), """
            CMDSCRIPT true
            PIPEFN %1$s/pipe
            LOCKFN %1$s/lock
            AT ONBATT * START-TIMER training 1
            AT ONLINE * CANCEL-TIMER other
            AT ONLINE * EXECUTE at-once
            """.formatted(folder));
        event(chain, "ONBATT");
        event(chain, "ONBATT");
        event(chain, "ONLINE");
        chain.run("sbin/upssched", "-l");
        return folder.resolve("pipe");
    }

    private void event(Chain chain, String type) throws IOException, InterruptedException {
        chain.run("/usr/bin/env", "NOTIFYTYPE=" + type, "UPSNAME=" + chain.address(), tree.resolve("sbin/upssched").toString(), type);
    }

    /**
     * The list of all classes that some programs loaded.
     *
     * @param name        of the list
     * @param mainClasses of the programs
     */
    Path classList(String name, Set<String> mainClasses) throws IOException {
        return classListWithout(List.of(), name, mainClasses);
    }

    /**
     * The same without the processes that loaded some class, such as those of a driver that is rare where the list is for.
     *
     * @param beginnings of the classes' names, with slashes
     */
    Path classListWithout(List<String> beginnings, String name, Set<String> mainClasses) throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : files.sorted().toList()) {
                List<String> loaded = Files.readAllLines(file);
                if (loaded.stream().anyMatch(line -> mainClasses.contains(className(line)))
                    && loaded.stream().noneMatch(line -> beginnings.stream().anyMatch(line::startsWith))) {
                    add(loaded, lines);
                }
            }
        }
        return Files.write(work.resolve(name), List.copyOf(lines));
    }

    /**
     * The forms of calls through method handles that the programs made, as jlink's plugin generate-jli-classes reads them: what the image
     * has ready, no process makes for itself.
     */
    Path callForms() throws IOException {
        Set<String> forms = new TreeSet<>();
        try (Stream<Path> files = Files.list(lists)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith(FORM)) {
                        forms.add(line.substring(FORM.length()));
                    }
                }
            }
        }
        return Files.write(work.resolve("forms.txt"), forms);
    }

    private static String className(String line) {
        int end = line.indexOf(' ');
        return (end < 0 ? line : line.substring(0, end)).replace('/', '.');
    }

    private static void add(List<String> loaded, Set<String> lines) {
        boolean looksForResources = loaded.stream().anyMatch(line -> line.startsWith(TLS_CLIENT));
        boolean looksUp = loaded.stream().anyMatch(line -> line.startsWith(LOOKS_UP));
        boolean makesClasses = loaded.stream().anyMatch(line -> line.startsWith(CALLS_C));
        for (String line : loaded) {
            boolean wanted = (looksForResources || WITHOUT_ARCHIVE.stream().noneMatch(line::startsWith)
                || looksUp && LOOKING_HOSTS_UP.stream().anyMatch(line::startsWith))
                && (makesClasses || MAKING_CLASSES.stream().noneMatch(line::startsWith));
            if (!line.startsWith("#") && !line.contains("source:") && wanted) {
                // The numbers are one process's own.
                int id = line.indexOf(" id: ");
                lines.add(id < 0 ? line : line.substring(0, id));
            }
        }
    }
}
