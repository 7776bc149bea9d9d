package nut.common.posix;

import java.util.Map;

/** Numbers of the system calls that the C library has no function for (asm/unistd.h of each architecture). */
final class Syscalls {
    private static final Map<String, Integer> AMD64 = Map.of("futex", 202, "close_range", 436);
    private static final Map<String, Integer> GENERIC = Map.of("futex", 98, "close_range", 436);

    private Syscalls() {
    }

    /** The number of a call on this machine. */
    static long number(String name) {
        String architecture = System.getProperty("os.arch");
        return switch (architecture) {
            case "amd64", "x86_64" -> AMD64.get(name);
            case "aarch64", "riscv64" -> GENERIC.get(name);
            default -> throw new UnsupportedOperationException(
                "no system call numbers are known for " + architecture + "; add them to " + Syscalls.class.getName());
        };
    }
}
