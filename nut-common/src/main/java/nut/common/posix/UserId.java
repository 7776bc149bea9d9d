package nut.common.posix;

/**
 * Who a process is to become.
 *
 * @param name the user's name, or the uid as digits when it has none; names decide the supplementary groups
 * @param uid  the user's number
 * @param gid  the group's number
 */
public record UserId(String name, int uid, int gid) {
    /** Whether the system knows this user by a name. */
    boolean isNamed() {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return true;
            }
        }
        return false;
    }

    /** As {@code chroot --userspec} takes it. */
    public String numbers() {
        return Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid);
    }
}
