package nut.common.state;

/**
 * Reads a peer's mapped file, which the peer may cut short at any moment. The JVM then makes up what it reads, and throws an InternalError
 * "at some later time" (see FileChannel.map): so nothing that was read counts before that time has come.
 */
final class PeerRead {
    /** Something to read. */
    interface Access<T> {
        T read() throws RegionFault;
    }

    private PeerRead() {
    }

    /**
     * Reads.
     *
     * @param file   the file's name, for the message
     * @param access touches the mapping, and does nothing with what it finds but return it
     * @throws RegionFault when the access found one, or the file is shorter than its mapping
     */
    static <T> T of(String file, Access<T> access) throws RegionFault {
        try {
            try {
                return access.read();
            } finally {
                settle();
            }
        } catch (InternalError cut) {
            throw new RegionFault(file + " was cut short while it was in use");
        }
    }

    /**
     * A call into the VM: on the way back from there a thread meets the errors that wait for it. One that costs no system call; a
     * {@link Thread#yield} would give the processor away at each publication.
     */
    private static void settle() {
        Thread.holdsLock(PeerRead.class);
    }
}
