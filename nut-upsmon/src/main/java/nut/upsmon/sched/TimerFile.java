package nut.upsmon.sched;

import java.io.IOException;
import java.nio.ByteBuffer;
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
 *  LIFE  boot session             whose timers these are, see {@link Life}
 *  TIMER name deadline            in nanoseconds of CLOCK_BOOTTIME
 *  CAUSE type ups message         of the timer above; one or more
 * </pre>
 *
 * <p>Timers of another boot or another upsmon are forgotten: nobody knows what events were missed in between, and if the power is still
 * away the new upsmon tells of it anew.
 */
final class TimerFile {
    private static final Logger LOG = LoggerFactory.getLogger(TimerFile.class);
    private static final int LARGEST = 4 << 20;

    private final Path file;
    private final boolean adopts;
    private Life life;

    private TimerFile(Path pipe, Life life, boolean adopts) {
        this.file = pipe.resolveSibling(pipe.getFileName() + ".timers");
        this.life = life;
        this.adopts = adopts;
    }

    /** The file beside a socket, for who knows its own life. */
    static TimerFile of(Path pipe, Life life) {
        return new TimerFile(pipe, life, false);
    }

    /** The file beside a socket, for the daemon and for a look: whatever upsmon wrote it, if only it is of this boot. */
    static TimerFile adopted(Path pipe, Life life) {
        return new TimerFile(pipe, life, true);
    }

    /** Whose timers are saved from now on. */
    void belongTo(Life another) {
        life = another;
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
        boolean ours = false;
        for (String line : text.split("\n")) {
            List<String> words = words(line);
            if (words.size() == 3 && words.getFirst().equals("LIFE")) {
                Life written = new Life(words.get(1), words.get(2));
                ours = written.isKnown() && (written.equals(life) || adopts && written.boot().equals(life.boot()));
                if (!ours) {
                    LOG.warn("{} is of another upsmon, or of a time before the machine was started; its timers are forgotten", file);
                    return List.of();
                }
                life = written;
            } else if (!ours) {
                LOG.error("{} does not say whose it is; its timers are forgotten", file);
                return List.of();
            } else if (words.size() == 3 && words.getFirst().equals("TIMER") && words.get(2).matches("[0-9]{1,18}")) {
                timers.add(new Timer(words.get(1), Long.parseLong(words.get(2)), List.of(), 0));
            } else if (words.size() == 4 && words.getFirst().equals("CAUSE") && !timers.isEmpty()) {
                Timer last = timers.removeLast();
                timers.add(last.joinedBy(new Event(words.get(1), words.get(2), words.get(3))));
            } else {
                LOG.error("{} has a line that cannot be read: {}", file, line);
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
        StringBuilder text = new StringBuilder("LIFE ").append(Quoting.quote(life.boot())).append(' ')
            .append(Quoting.quote(life.session())).append('\n');
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
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
