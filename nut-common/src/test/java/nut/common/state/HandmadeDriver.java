package nut.common.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import nut.common.posix.LifeLock;

/** A driver's region and stub made by hand, so that a test can make them wrong. */
final class HandmadeDriver implements AutoCloseable {
    private static final AtomicLong EPOCHS = new AtomicLong(1000);

    final StateFiles files;
    final long epoch = EPOCHS.incrementAndGet();
    final MemorySegment memory;
    final RegionWriter region;
    private final LifeLock life;

    /** Makes the region, locks it and publishes snapshot 1 of {@link Proof}; there is no stub yet. */
    HandmadeDriver(StateFiles files) {
        this.files = files;
        StateFiles.Claim claim = StateFiles.claim(files.region(), RegionLayout.FILE_SIZE);
        this.memory = claim.mapping();
        this.life = claim.life();
        this.region = new RegionWriter(memory, epoch, 1);
        publish(1);
    }

    /** Makes a snapshot of {@link Proof} the newest, and rings. */
    void publish(long number) {
        publish(SnapshotText.encode(Proof.of(number)));
        region.ring();
    }

    /** Makes a text the newest. */
    void publish(byte[] text) {
        region.publish(text, text.length);
    }

    /** Announces the region as it is. */
    HandmadeDriver announce() {
        announce(files.region().getFileName().toString(), RegionLayout.FILE_SIZE);
        return this;
    }

    /** Announces something else. */
    void announce(String file, long size) {
        new Stub("handmade", "1", 1, epoch, file, size, null).write(files.driverStub());
    }

    /** Has upsd look again in a file cut short: for a snapshot, where there still is a header to claim one. */
    void claimTheNext(long size) {
        if (size >= RegionLayout.HEADER_SIZE) {
            RegionLayout.putLong(memory, RegionLayout.SEQUENCE_AT, RegionLayout.longAt(memory, RegionLayout.SEQUENCE_AT) + 1);
            region.ring();
        } else {
            announce();
        }
    }

    /** Cuts the region short, mapped or not. */
    void truncate(long size) {
        cut(files.region(), size);
    }

    static void cut(Path file, long size) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Dies: the lock is gone, the files stay. */
    @Override
    public void close() {
        life.close();
    }
}
