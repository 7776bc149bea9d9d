package nut.upsmon.sched;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nut.common.conf.Quoting;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers on disk, for the next daemon if this one is killed. The file is replaced as a whole and gone when no timer runs:
 *
 * <pre>
 *  BOOT  id                       of /proc/sys/kernel/random/boot_id
 *  TIMER name deadline            in nanoseconds of CLOCK_BOOTTIME
 *  CAUSE type ups message         of the timer above; one or more
 * </pre>
 *
 * <p>Timers of another boot are forgotten: after a restart of the machine the power is another matter.
 */
final class TimerFile {
    private static final Logger LOG = LoggerFactory.getLogger(TimerFile.class);
    private static final int LARGEST = 4 << 20;

    private final Path file;
    private final String boot;

    /** The file beside a socket. */
    TimerFile(Path pipe, String boot) {
        this.file = pipe.resolveSibling(pipe.getFileName() + ".timers");
        this.boot = boot;
    }

    static TimerFile beside(Path pipe) {
        String boot = "";
        try {
            boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException hidden) {
            LOG.debug("the boot id cannot be read, so timers do not survive: {}", hidden.toString());
        }
        return new TimerFile(pipe, boot);
    }

    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The timers of this boot; none when there is no file, or it is not to be believed. */
    List<Timer> load() {
        try {
            if (!exists()) {
                return List.of();
            }
            if (!Ownership.isOurs(file)) {
                LOG.error("{} belongs to another user, so its timers are not believed; remove it", file);
                return List.of();
            }
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return parse(new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1));
            }
        } catch (NoSuchFileException justGone) {
            return List.of();
        } catch (IOException unreadable) {
            LOG.error("{} cannot be read, so its timers are lost: {}", file, unreadable.toString());
            return List.of();
        }
    }

    private List<Timer> parse(String text) {
        List<Timer> timers = new ArrayList<>();
        boolean thisBoot = false;
        for (String line : text.split("\n")) {
            List<String> words = words(line);
            if (words.size() == 2 && words.getFirst().equals("BOOT")) {
                thisBoot = !boot.isEmpty() && words.get(1).equals(boot);
            } else if (!thisBoot) {
                return List.of();
            } else if (words.size() == 3 && words.getFirst().equals("TIMER") && words.get(2).matches("[0-9]{1,18}")) {
                timers.add(new Timer(words.get(1), Long.parseLong(words.get(2)), List.of(), 0));
            } else if (words.size() == 4 && words.getFirst().equals("CAUSE") && !timers.isEmpty()) {
                Timer last = timers.removeLast();
                timers.add(last.joinedBy(new Event(words.get(1), words.get(2), words.get(3))));
            } else {
                LOG.error("{} has a line that is none of ours: {}", file, line);
            }
        }
        timers.removeIf(timer -> timer.causes().isEmpty());
        return timers;
    }

    private static List<String> words(String line) {
        try {
            return Tokenizer.words(line);
        } catch (SyntaxFault broken) {
            return List.of();
        }
    }

    /** Writes all of them, or takes the file away when there are none. */
    void save(List<Timer> timers) throws IOException {
        if (timers.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        StringBuilder text = new StringBuilder("BOOT ").append(Quoting.quote(boot)).append('\n');
        for (Timer timer : timers) {
            text.append("TIMER ").append(Quoting.quote(timer.name())).append(' ').append(timer.deadline()).append('\n');
            for (Event cause : timer.causes()) {
                text.append("CAUSE ").append(Quoting.quote(cause.type())).append(' ').append(Quoting.quote(cause.ups())).append(' ')
                    .append(Quoting.quote(cause.message())).append('\n');
            }
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var channel = Files.newByteChannel(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(java.nio.ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1)));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
