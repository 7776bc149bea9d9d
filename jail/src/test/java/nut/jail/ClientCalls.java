package nut.jail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls of the clients, and how ours must compare with Debian's (NUT 2.8.0).
 *
 * <p>A line is {@code how | call | what is typed | why}. In the call {@code S} stands for the server's address, and {@code CRED} for the
 * flags with name and password. How:
 * <ul>
 * <li>{@code =} exit code, standard output and standard error are the same;
 * <li>{@code ~phrase} exit code and standard output are the same, and both have the phrase on standard error, which ours may explain;
 * <li>{@code h} both show their own help (or version) and have the same exit code;
 * <li>{@code !code phrase} ours differs on purpose: it has this exit code and phrase, and Debian's has another exit code or not the phrase.
 * </ul>
 */
record ClientCalls(String how, String phrase, List<String> call, String typed) {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static final String TABLE = """
        = | upsc a@S
        = | upsc a@S ups.status
        = | upsc a@S ups.id
        = | upsc a@S ups.load more words
        = | upsc a@S battery.charge
        = | upsc a@S no.such
        = | upsc a@S status
        = | upsc a@S ''
        = | upsc a@S -l
        = | upsc nope@S
        = | upsc nope@S ups.status
        = | upsc gone@S
        = | upsc gone@S ups.status
        = | upsc -c gone@S
        = | upsc stopped@S
        = | upsc stopped@S ups.status
        = | upsc -l S
        = | upsc -L S
        = | upsc -l -L S
        = | upsc -lL S
        = | upsc -c a@S
        = | upsc -c nope@S
        = | upsc -l -c a@S
        = | upsc -- a@S ups.load
        = | upsc a@127.0.0.1:1
        = | upsc -l 127.0.0.1:1
        = | upsc a@no.such.host.invalid
        = | upsc -l no.such.host.invalid
        ~invalid UPS definition | upsc
        ~invalid UPS definition | upsc a@
        ~invalid UPS definition | upsc a@127.0.0.1:x
        ~invalid UPS definition | upsc a@127.0.0.1:99999
        ~invalid UPS definition | upsc a@[::1
        h | upsc -h
        h | upsc -V
        !1 invalid UPS definition | upsc @S | | a UPS without a name is a slip of the pen; Debian's asks the server for it
        !1 Unknown option: '-x' | upsc -x | | a flag that is none is a fault; Debian's shows its help and says that all is well
        !1 Missing required parameter for option '-W' | upsc -W | | the same; -W came with NUT 2.8.1
        = | upscmd -l a@S
        = | upscmd -l nope@S
        = | upscmd -l gone@S
        = | upscmd -l stopped@S
        = | upscmd -l a@127.0.0.1:1
        = | upscmd -l a@no.such.host.invalid
        = | upscmd CRED a@S load.off
        = | upscmd CRED a@S load.off 30
        = | upscmd CRED a@S no.such
        = | upscmd CRED a@S test.battery.start 10
        = | upscmd CRED a@S off
        = | upscmd CRED nope@S load.off
        = | upscmd CRED gone@S load.off
        = | upscmd CRED stopped@S load.off
        = | upscmd -u admin -p wrong a@S load.off
        = | upscmd -u nobody -p pw a@S load.off
        = | upscmd -u weak -p pw a@S load.off
        = | upscmd -w CRED a@S no.such
        = | upscmd -u admin a@S load.off | pw
        = | upscmd a@S load.off | admin/pw
        = | upscmd -p pw a@S load.off | admin
        ~('-t' option) to unsigned int | upscmd -t x CRED a@S load.off
        h | upscmd
        h | upscmd -l
        h | upscmd a@S
        h | upscmd -h
        h | upscmd -V
        !1 ERR | upscmd -w -t 20 CRED a@S load.off | | what the driver refuses is a failure; Debian's says that all is well
        !1 Error reading from stdin | upscmd -u admin a@S load.off | | no password is not an empty one, and nothing is sent
        !1 Unknown option: '-x' | upscmd -x | | as in upsc
        = | upsrw a@S
        = | upsrw -l a@S
        = | upsrw nope@S
        = | upsrw gone@S
        = | upsrw stopped@S
        = | upsrw a@127.0.0.1:1
        = | upsrw -s ups.id=x CRED a@S
        = | upsrw -s 'ups.id=Rack "4" \\\\ # =' CRED a@S
        = | upsrw -s ups.id=x=y CRED a@S
        = | upsrw -s ups.mfr=x CRED a@S
        = | upsrw -s driver.name=x CRED a@S
        = | upsrw -s no.such=1 CRED a@S
        = | upsrw -s old=1 CRED a@S
        = | upsrw -s ups.id CRED a@S | typed
        = | upsrw -s ups.id=x -u admin -p wrong a@S
        = | upsrw -s ups.id=x -u weak -p pw a@S
        = | upsrw -s ups.id=x CRED nope@S
        = | upsrw -s ups.id=x CRED gone@S
        = | upsrw -s ups.id=x CRED stopped@S
        = | upsrw -s ups.id=x a@S | admin/pw
        = | upsrw -w -s ups.id=x CRED a@S
        = | upsrw -w -t 5 -s ups.id=y CRED a@S
        ~('-t' option) to unsigned int | upsrw -w -t x -s ups.id=x CRED a@S
        h | upsrw
        h | upsrw -h
        h | upsrw -V
        !1 Error reading from stdin | upsrw -s ups.id CRED a@S | | no value is not an empty one, and nothing is sent
        !0 Listing mode requested | upsrw -l -s ups.id=x a@S | | as in NUT 2.8.1
        !1 Unknown option: '-x' | upsrw -x | | as in upsc
        ~No UPS defined for monitoring | upslog -l -
        ~No filename defined for logging | upslog -s a@S
        h | upslog one
        h | upslog one two
        h | upslog -h
        h | upslog -V
        !1 Unknown option: '-x' | upslog -x | | as in upsc
        """;

    /** All of them. */
    static List<ClientCalls> all(String server) {
        return TABLE.lines().map(line -> parse(line, server)).toList();
    }

    private static ClientCalls parse(String line, String server) {
        String[] fields = line.split(" *\\| *", -1);
        String call = fields[1].replace("CRED", "-u admin -p pw").replaceAll("(^|[ @])S(?= |$)", "$1" + server);
        String how = fields[0];
        String typed = fields.length > 2 && !fields[2].isEmpty() ? fields[2].replace("/", "\n") + "\n" : "";
        return new ClientCalls(how.substring(0, 1), how.substring(1), words(call), typed);
    }

    private static List<String> words(String call) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(call);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words;
    }

    /** What is wrong with our outcome beside Debian's; empty if nothing is. */
    String difference(Outcome theirs, Outcome ours) {
        boolean fits = switch (how) {
            case "=" -> ours.equals(theirs);
            case "~" -> ours.exit() == theirs.exit() && withoutVersion(ours.out()).equals(withoutVersion(theirs.out()))
                && ours.err().contains(phrase) && theirs.err().contains(phrase);
            case "h" -> ours.exit() == theirs.exit();
            default -> {
                int blank = phrase.indexOf(' ');
                int exit = Integer.parseInt(phrase.substring(0, blank));
                String words = phrase.substring(blank + 1);
                yield ours.exit() == exit && ours.err().contains(words) && (theirs.exit() != exit || !theirs.err().contains(words));
            }
        };
        return fits ? "" : String.join(" ", call) + "\n  Debian's: " + theirs + "\n  ours:     " + ours;
    }

    /** Debian's upslog says its version also before it says what is wrong. */
    private static String withoutVersion(String out) {
        return out.replaceFirst("^Network UPS Tools .*\n", "");
    }

    /** How a call ended. */
    record Outcome(int exit, String out, String err) {
    }
}
