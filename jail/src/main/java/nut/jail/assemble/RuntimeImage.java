package nut.jail.assemble;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A runtime linked from the JDK's and our modules, so that a program starts as {@code runtime/bin/java nut.upsd.Main}: no class path, no
 * options to repeat, and nothing in it that the programs do not use.
 */
record RuntimeImage(Path folder) {
    /**
     * How a JVM behaves like a daemon; baked into the image. Small heap and stacks, one compiler, the plainest collector, no performance
     * data files; the archive of classes mapped where it was dumped, so that all processes share its pages; what the compiler needed at
     * the start given back to the system soon after; the JVM's own threads woken once a minute instead of four times a second; tables and
     * young generation no larger than a daemon fills; no thread for finalizers; nothing compiled that only the start runs;
     * providers named that would be looked for, and constructors called without method handles, which are made for many calls.
     * docs/footprint.md says what each is worth. (NewSize and NewRatio would be of no use here: of such options in an image the JVM
     * believes that they are its own guesses, and makes better ones. -Xmn holds.)
     */
    private static final String OPTIONS = String.join(" ",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms4m", "-Xmx32m", stack(System.getProperty("os.arch")),
        "-XX:ReservedCodeCacheSize=12m", "-XX:CICompilerCount=1", "-XX:TrimNativeHeapInterval=20000",
        "-XX:-UsePerfData", "-XX:+DisableAttachMechanism", "-XX:-CreateCoredumpOnCrash", "-XX:+ExitOnOutOfMemoryError",
        "-Xmn512k", "-XX:MaxNewSize=8m", "-XX:CompileThresholdScaling=4",
        "-XX:+UnlockExperimentalVMOptions", "-XX:StringTableSize=1024", "-XX:SymbolTableSize=1024",
        "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-XX:AsyncDeflationInterval=60000",
        "-XX:GuaranteedAsyncDeflationInterval=60000", "-XX:GuaranteedSafepointInterval=0", "-XX:ServiceThreadCleanupInterval=60000",
        "--finalization=disabled", "-Xlog:disable", "-Xlog:all=error:stderr",
        "--enable-native-access=nut.common,com.fazecast.jSerialComm",
        "-Dslf4j.provider=nut.common.log.LogbackInCode", "-Dslf4j.internal.verbosity=WARN",
        "-Djdk.reflect.useNativeAccessorOnly=true",
        "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider");

    /**
     * The size of a thread's stack. The JVM demands 72 kB beside its guard zones, each of which is of whole pages: 168 kB in all where a
     * page has 4 kB, but 448 kB on a kernel for arm64 with pages of 64 kB, and with less it does not start. What is not used costs nothing.
     */
    static String stack(String architecture) {
        return architecture.equals("aarch64") ? "-Xss512k" : "-Xss256k";
    }

    /** Those of java.base, which the JDK's list begins with. */
    private static final Set<String> PROVIDERS = Set.of("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");

    /**
     * Links an image with these modules and what they require. It has no authorities of the JDK's: a client trusts what CERTPATH names or
     * the system trusts. If there were any, the first check of a certificate would read them all, 50 ms, since the JDK is stricter with its
     * own (no SHA-1, which no public authority has signed with since 2016).
     * Nor has it symbols for debuggers, which some JDKs keep in their modules.
     */
    static RuntimeImage link(Path folder, String modulePath, List<String> modules, Path unneeded, String... more) throws IOException {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IOException("this JDK has no jlink; build with a full JDK 25"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> arguments = new ArrayList<>(List.of("--module-path", modulePath, "--add-modules", String.join(",", modules),
            "--output", folder.toString(), "--no-header-files", "--no-man-pages", "--compress", "zip-6", "--vm", "server",
            "--exclude-resources=@" + unneeded, "--exclude-files=**.debuginfo", "--add-options", OPTIONS));
        arguments.addAll(List.of(more));
        int status = jlink.run(out, out, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IOException("jlink failed: " + said);
        }
        Files.delete(folder.resolve("lib/security/cacerts"));
        leaveProvidersOut(folder.resolve("conf/security/java.security"));
        leaveCommentsOut(folder.resolve("conf/security/java.security"));
        leaveCommentsOut(folder.resolve("conf/net.properties"));
        return new RuntimeImage(folder);
    }

    /**
     * Takes providers of cryptography off the JDK's list that the image has no module of. Who adds a provider, or asks for what none has,
     * would look for each of them: 6 ms of processor time.
     */
    private static void leaveProvidersOut(Path properties) throws IOException {
        List<String> lines = Files.readAllLines(properties);
        lines.removeIf(line -> line.startsWith("security.provider.") && PROVIDERS.stream().noneMatch(name -> line.endsWith("=" + name)));
        Files.write(properties, lines);
    }

    /**
     * Takes the comments out of a file of properties. Who looks a host up has the JDK read 70 kB of them first, 3 ms of upsmon's start; the
     * JDK that the image is made of has them still.
     */
    static void leaveCommentsOut(Path properties) throws IOException {
        List<String> left = new ArrayList<>();
        boolean goesOn = false;
        for (String line : Files.readAllLines(properties)) {
            String text = line.strip();
            if (goesOn || !text.isEmpty() && !text.startsWith("#") && !text.startsWith("!")) {
                left.add(line);
                goesOn = line.endsWith("\\");
            }
        }
        Files.write(properties, left);
    }

    /** Puts jSerialComm's native library beside the JVM's own, so that it is never unpacked at run time. */
    void addNativeSerialLibrary(Path jar) throws IOException {
        String architecture = switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "armv8_64";
            case "ppc64le" -> "ppc64le";
            default -> throw new IOException("jSerialComm's library for " + System.getProperty("os.arch") + " has a name we do not know");
        };
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry("Linux/" + architecture + "/libjSerialComm.so");
            try (InputStream library = zip.getInputStream(entry)) {
                Files.copy(library, folder.resolve("lib/libjSerialComm.so"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * Takes away what no daemon in a jail needs: tools, what only a debugger or the making of another image reads, and the licences, which
     * stand in the tree's other image.
     */
    void leaveTheBarest() throws IOException {
        for (String file : List.of("bin/keytool", "lib/classlist", "lib/jexec", "lib/jrt-fs.jar", "lib/jspawnhelper", "lib/libjsig.so",
            "lib/server/libjsig.so", "lib/libsimdsort.so", "lib/security/public_suffix_list.dat",
            "conf/jaxp.properties", "conf/jaxp-strict.properties.template")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Assemble.delete(folder.resolve("legal"));
        Assemble.delete(folder.resolve("conf/sdp"));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path library : files.filter(file -> file.toString().endsWith(".so")).toList()) {
                StrippedLibrary.cut(library);
            }
        }
    }

    /** Has the programs go by their names: a process is called by the name of the file that was executed, also when that is a link. */
    void name(List<Program> programs) throws IOException {
        for (Program program : programs) {
            Files.createSymbolicLink(folder.resolve("bin").resolve(program.name()), Path.of("java"));
        }
    }

    Path java() {
        return folder.resolve("bin/java");
    }

    /**
     * Makes an archive of these classes, linked ahead of time, which all processes that use it share. The image's default archive needs no
     * option. It knows the image's modules by size, not by place or time, so a copied tree keeps it. What is in it costs each process that
     * maps it about 2 kB a class, as the JVM links all of them at its start and notes that in them.
     *
     * @param name a path in the image
     */
    void archive(String name, Path classList) throws IOException, InterruptedException {
        Path archive = folder.resolve(name);
        Files.deleteIfExists(folder.resolve("lib/server/classes_nocoops.jsa"));
        Path log = classList.resolveSibling(folder.getFileName() + "-" + archive.getFileName() + "-dump.log");
        Process dump = new ProcessBuilder(java().toString(), "-Xshare:dump", "-XX:+AOTClassLinking",
            "-XX:SharedClassListFile=" + classList, "-XX:SharedArchiveFile=" + archive)
            .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (dump.waitFor() != 0 || !Files.exists(archive)) {
            throw new IOException("the archive of classes was not made; see " + log);
        }
    }
}
