package nut.common.posix;

/**
 * Memory that is put by for the moment when there is no other: given back to the system, it is there for what cannot do without, such as
 * a child's first stack in {@link Spawn}. For one thread.
 */
public final class Reserve {
    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_PRIVATE_ANONYMOUS_POPULATE = 0x02 | 0x20 | 0x8000;
    private static final CFunction MMAP = Libc.function("mmap");
    private static final CFunction MUNMAP = Libc.function("munmap");

    private final long size;
    private long address;

    private Reserve(long address, long size) {
        this.address = address;
        this.size = size;
    }

    /** Puts so many bytes by; where there is no memory already, none. */
    public static Reserve of(long size) {
        long address = MMAP.call(0, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_POPULATE, -1, 0);
        return new Reserve(address == -1 ? 0 : address, size);
    }

    /** Gives it back; a second time is nothing. */
    public void release() {
        if (address != 0) {
            MUNMAP.call(address, size);
            address = 0;
        }
    }
}
