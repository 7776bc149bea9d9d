package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nut.common.AdminFault;

/** Looks users and groups up (getpwnam(3), getgrnam(3)). Not for several threads at once: for the start of a program. */
public final class Users {
    private static final CFunction GETPWNAM = Libc.function("getpwnam");
    private static final CFunction GETGRNAM = Libc.function("getgrnam");
    private static final CFunction GETGROUPLIST = Libc.function("getgrouplist");
    /** As many groups as Linux lets a process have. */
    private static final int MOST_GROUPS = 65_536;
    /** struct passwd: char *pw_name, char *pw_passwd, uid_t pw_uid, gid_t pw_gid. */
    private static final long PW_UID = 16;
    private static final long PW_GID = 20;
    /** struct group: char *gr_name, char *gr_passwd, gid_t gr_gid. */
    private static final long GR_GID = 16;

    private Users() {
    }

    /**
     * Finds a user.
     *
     * @param text  a name or a number, with a group's name or number after a colon if wanted: {@code nutdev}, {@code nutdev:nut},
     *              {@code 64001:64000}
     * @param group a group that replaces the user's own, if given; it wins over one in {@code text}
     * @throws AdminFault when the system knows no such user or group
     */
    public static UserId resolve(String text, Optional<String> group) {
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        String groupName = group.orElse(colon < 0 ? "" : text.substring(colon + 1));
        if (isNumber(user)) {
            int uid = number(user);
            return new UserId(user, uid, groupName.isEmpty() ? uid : gid(groupName));
        }
        try (Arena arena = Arena.ofConfined()) {
            long entry = GETPWNAM.call(CStrings.of(arena, user).address());
            if (entry == 0) {
                throw new AdminFault("there is no user '" + user + "' on this system; make it (useradd --system " + user
                    + ") or give a number such as 64001:64000");
            }
            MemorySegment passwd = Libc.at(entry, PW_GID + 4);
            int gid = groupName.isEmpty() ? passwd.get(JAVA_INT, PW_GID) : gid(groupName);
            return new UserId(user, passwd.get(JAVA_INT, PW_UID), gid);
        }
    }

    /**
     * The groups that a user's processes are in: of a named user as the system lists them, of a number just the one. To be asked before a
     * chroot, which has no list of groups.
     */
    public static int[] groups(UserId user) {
        if (!user.isNamed()) {
            return new int[] {user.gid()};
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment groups = arena.allocate(JAVA_INT, MOST_GROUPS);
            MemorySegment count = CStrings.ints(arena, MOST_GROUPS);
            GETGROUPLIST.call(CStrings.of(arena, user.name()).address(), user.gid(), groups.address(), count.address());
            return groups.asSlice(0, JAVA_INT.byteSize() * Math.max(0, Math.min(count.get(JAVA_INT, 0), MOST_GROUPS))).toArray(JAVA_INT);
        }
    }

    /**
     * The groups that a user's processes are in as a jail's own {@code etc/passwd} and {@code etc/group} list them. It is what everybody
     * gets who changes the user inside, so it is what those get who do so on the way in.
     *
     * @param etc the directory of the two files
     * @return empty when they are not there, or do not know the user by this name and number
     */
    public static Optional<int[]> groupsListed(UserId user, Path etc) {
        if (!user.isNamed()) {
            return Optional.empty();
        }
        try {
            String entry = user.name() + ":";
            if (Files.readAllLines(etc.resolve("passwd")).stream().noneMatch(line -> line.startsWith(entry)
                && line.split(":").length > 2 && line.split(":")[2].equals(Integer.toUnsignedString(user.uid())))) {
                return Optional.empty();
            }
            IntStream further = Files.readAllLines(etc.resolve("group")).stream().map(line -> line.split(":"))
                .filter(fields -> fields.length > 3 && isNumber(fields[2]) && List.of(fields[3].split(",")).contains(user.name()))
                .mapToInt(fields -> number(fields[2]));
            return Optional.of(IntStream.concat(IntStream.of(user.gid()), further).distinct().toArray());
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private static int gid(String name) {
        if (isNumber(name)) {
            return number(name);
        }
        try (Arena arena = Arena.ofConfined()) {
            long entry = GETGRNAM.call(CStrings.of(arena, name).address());
            if (entry == 0) {
                throw new AdminFault("there is no group '" + name + "' on this system; make it (groupadd --system " + name + ")");
            }
            return Libc.at(entry, GR_GID + 4).get(JAVA_INT, GR_GID);
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(String digits) {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException tooLarge) {
            throw new AdminFault("'" + digits + "' is too large for the number of a user or group");
        }
    }
}
