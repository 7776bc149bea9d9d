package nut.upsdrvctl;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nut.common.daemon.PidFile;
import nut.common.posix.Kill;

/** A configuration and a state directory, and upsdrvctl in a process of its own over them. */
record Installation(Path folder) {
    private static final int PATIENCE_SECONDS = 40;

    /** How a call ended and what it said. */
    record End(int status, String out, String err) {
    }

    /** A call that still runs. */
    record Call(Process process, Path out, Path err) {
        End end() {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("no end; out: " + Files.readString(out) + " err: " + Files.readString(err));
                }
                return new End(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError(failed);
            }
        }
    }

    static Installation in(Path folder, String upsConf) {
        try {
            Files.createDirectories(folder.resolve("state"));
            Files.createDirectories(folder.resolve("etc"));
            Files.writeString(folder.resolve("etc/ups.conf"), upsConf);
            return new Installation(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path state() {
        return folder.resolve("state");
    }

    Path pidFile(String driverAndUps) {
        return state().resolve(driverAndUps + ".pid");
    }

    /** How the drivers were called, without the JVM. */
    List<String> calls() {
        try {
            return Files.exists(state().resolve("calls")) ? Files.readAllLines(state().resolve("calls")) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    End run(String... arguments) {
        return start(arguments).end();
    }

    Call start(String... arguments) {
        String classPath = String.join(File.pathSeparator, Path.of("target/classes").toAbsolutePath().toString(),
            Path.of("target/test-classes").toAbsolutePath().toString(), System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""));
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp", classPath, Main.class.getName()));
        line.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("NUT_"));
            builder.environment().put("NUT_CONFPATH", folder.resolve("etc").toString());
            builder.environment().put("NUT_STATEPATH", state().toString());
            return new Call(builder.start(), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends every driver that holds a pid file. */
    void endAll() throws IOException {
        try (Stream<Path> files = Files.list(state())) {
            files.filter(file -> file.toString().endsWith(".pid")).forEach(file -> PidFile.signal(file, Kill.SIGKILL));
        }
    }
}
