package nut.common.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** One system call with its errno: the shape that all calls of this package share. */
interface Call {
    /** Makes the call, with a place for errno first. */
    long make(Arena arena, MemorySegment captured) throws Throwable;

    /** Makes a call that says -1 when it fails, and throws what errno says then. */
    static long orFail(String what, Call call) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = Libc.errnoSegment(arena);
            long result = call.make(arena, captured);
            if (result == -1) {
                throw new PosixException(what, Libc.errno(captured));
            }
            return result;
        } catch (PosixException failed) {
            throw failed;
        } catch (Throwable thrown) {
            throw Libc.unexpected(thrown);
        }
    }
}
