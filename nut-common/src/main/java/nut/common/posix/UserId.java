package nut.common.posix;

/**
 * Who a process is to become.
 *
 * @param name the user's name, or the uid as digits when it has none; names decide the supplementary groups
 * @param uid  the user's number
 * @param gid  the group's number
 */
public record UserId(String name, int uid, int gid) {
    /** As {@code chroot --userspec} takes it. */
    public String numbers() {
        return Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid);
    }
}
