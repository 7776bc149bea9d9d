package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nut.common.confine.CallGroup;
import nut.common.posix.SystemCallFilter.Instruction;
import nut.common.posix.SystemCallFilter.SocketKind;
import org.junit.jupiter.api.Test;

/** The filter's program, run here as the kernel would run it. That the kernel takes it, IntruderTest and SandboxIT show. */
class SystemCallFilterTest {
    private static final String ALLOWED = "allowed";
    private static final String EPERM = "EPERM";
    private static final String ENOSYS = "ENOSYS";
    private static final int PID = 4711;
    private static final long THREAD = 0x3d0f00;
    private static final long NEW_USERS = 0x10000000;
    private static final List<String> CALLS = Stream.of(CallGroup.values()).flatMap(group -> group.calls().stream()).toList();

    private static String answer(String call, long... arguments) {
        return answer(Syscalls.number(call), EnumSet.of(SocketKind.UNIX_DATAGRAM, SocketKind.INET6_STREAM), arguments);
    }

    /** What a program of struct sock_filter answers (Documentation/networking/filter.rst): accumulator, jumps, return. */
    private static String answer(int number, Set<SocketKind> sockets, long... arguments) {
        return answer(SystemCallFilter.program(PID, CALLS, sockets, false), number, arguments);
    }

    private static String answerToReader(String call, long... arguments) {
        return answer(SystemCallFilter.program(PID, CALLS, Set.of(), true), Syscalls.number(call), arguments);
    }

    private static String answer(List<Instruction> program, int number, long... arguments) {
        int accumulator = 0;
        for (int at = 0; ; at++) {
            Instruction one = program.get(at);
            boolean holds = switch (one.code()) {
                case 0x15 -> accumulator == one.operand();
                case 0x25 -> Integer.compareUnsigned(accumulator, one.operand()) > 0;
                case 0x35 -> Integer.compareUnsigned(accumulator, one.operand()) >= 0;
                case 0x45 -> (accumulator & one.operand()) != 0;
                default -> false;
            };
            switch (one.code()) {
                case 0x20 -> accumulator = data(one.operand(), number, arguments);
                case 0x54 -> accumulator &= one.operand();
                case 0x06 -> {
                    return one.operand() == 0x7fff0000 ? ALLOWED : one.operand() == 0x50001 ? EPERM : ENOSYS;
                }
                default -> at += holds ? one.ifSo() : one.ifNot();
            }
        }
    }

    private static int data(int offset, int number, long... arguments) {
        int index = (offset - 16) / 8;
        return switch (offset) {
            case 0 -> number;
            case 4 -> System.getProperty("os.arch").equals("aarch64") ? 0xC00000B7 : 0xC000003E;
            default -> index < arguments.length ? (int) arguments[index] : 0;
        };
    }

    @Test
    void aCallThatNobodyNamedFails() {
        for (String call : new String[] {"execve", "execveat", "ptrace", "mount", "chroot", "setuid", "unshare", "keyctl", "mknodat"}) {
            assertEquals(EPERM, answer(call), call);
        }
    }

    @Test
    void aCallThatIsNewerThanTheTableFailsAsOnAnOlderKernel() {
        assertEquals(ENOSYS, answer(Syscalls.NEWEST + 1, Set.of()));
        assertEquals(EPERM, answer(0x40000000 + Syscalls.number("read"), Set.of()));
    }

    @Test
    void threadsAreMadeAndProcessesAreNot() {
        assertEquals(ALLOWED, answer("clone", THREAD));
        assertEquals(EPERM, answer("clone", 17));
        assertEquals(EPERM, answer("clone", THREAD | NEW_USERS));
        assertEquals(ENOSYS, answer("clone3"));
    }

    @Test
    void signalsReachNobodyElse() {
        for (String call : new String[] {"kill", "tgkill"}) {
            assertEquals(ALLOWED, answer(call, PID), call);
            assertEquals(EPERM, answer(call, PID + 1), call);
            assertEquals(EPERM, answer(call, -1), call);
            assertEquals(EPERM, answer(call, 0), call);
        }
        assertEquals(EPERM, answer("fcntl", 0, 8, PID + 1));
        assertEquals(ALLOWED, answer("fcntl", 0, 2, 1));
        assertEquals(EPERM, answer("prlimit64", PID + 1));
        assertEquals(ALLOWED, answer("prlimit64", 0));
    }

    @Test
    void whoOnlyReadsOpensNothingForWritingLocksNothingAndMapsNoCode() {
        assertEquals(ALLOWED, answerToReader("openat", -100, 0, 0x80000));
        for (long flags : new long[] {1, 2, 0x40, 0x200, 0x410000}) {
            assertEquals(EPERM, answerToReader("openat", -100, 0, flags), Long.toHexString(flags));
            assertEquals(ALLOWED, answer("openat", -100, 0, flags));
        }
        assertEquals(ENOSYS, answerToReader("openat2"));
        assertEquals(EPERM, answerToReader("flock", 3, 1));
        assertEquals(EPERM, answerToReader("fcntl", 3, 37));
        assertEquals(ALLOWED, answerToReader("fcntl", 3, 36));
        assertEquals(ALLOWED, answerToReader("mmap", 0, 4096, 1, 2));
        assertEquals(ALLOWED, answerToReader("mmap", 0, 4096, 7, 0x22));
        assertEquals(EPERM, answerToReader("mmap", 0, 4096, 5, 2));
    }

    @Test
    void aLaterRefusalIsOfTheNamedCallsAlone() {
        List<Instruction> program = SystemCallFilter.refusal(List.of("bind", "listen"));

        assertEquals(EPERM, answer(program, Syscalls.number("bind")));
        assertEquals(EPERM, answer(program, Syscalls.number("listen")));
        assertEquals(ALLOWED, answer(program, Syscalls.number("accept")));
        assertEquals(ALLOWED, answer(program, Syscalls.number("execve")), "the first filter refuses it");
    }

    @Test
    void terminalsAreSetAndNotTypedInto() {
        assertEquals(ALLOWED, answer("ioctl", 0, 0x5401));
        assertEquals(EPERM, answer("ioctl", 0, 0x5412));
    }

    @Test
    void privilegesAndTheParentsEndAreAllThatIsAskedOfPrctl() {
        assertEquals(ALLOWED, answer("prctl", 15));
        assertEquals(ALLOWED, answer("prctl", 1));
        assertEquals(EPERM, answer("prctl", 4));
        assertEquals(EPERM, answer("prctl", 22));
    }

    @Test
    void onlyTheNamedKindsOfSocketsAreMade() {
        assertEquals(ALLOWED, answer("socket", 1, 2 | 0x80000, 0));
        assertEquals(ALLOWED, answer("socket", 10, 1 | 0x800, 6));
        assertEquals(EPERM, answer("socket", 1, 1, 0));
        assertEquals(EPERM, answer("socket", 2, 1, 0));
        assertEquals(EPERM, answer("socket", 10, 3, 58));
        assertEquals(EPERM, answer("socket", 10, 1, 132));
        assertEquals(EPERM, answer("socket", 16, 3, 0));
    }

    @Test
    void everyCallOfTheGroupsHasANumberOnSomeArchitecture() {
        Map<String, Integer> amd64 = Syscalls.numbers("amd64");
        Map<String, Integer> aarch64 = Syscalls.numbers("aarch64");

        assertEquals(List.of(), CALLS.stream().filter(call -> !amd64.containsKey(call) && !aarch64.containsKey(call)).toList());
        assertEquals(57, aarch64.get("close"));
        assertEquals(3, amd64.get("close"));
        assertFalse(aarch64.containsKey("open"));
        assertTrue(amd64.values().stream().allMatch(number -> number <= Syscalls.NEWEST));
        assertEquals(amd64.size(), Set.copyOf(amd64.values()).size());
        assertEquals(aarch64.size(), Set.copyOf(aarch64.values()).size());
    }
}
