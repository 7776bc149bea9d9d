package nut.common.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Many drivers in one process, each on a thread of its own that does nothing but write its region, until the process is killed. */
final class DoomedDrivers {
    private static final int TEXTS = 30;

    private DoomedDrivers() {
    }

    /** Arguments: the directory, how many drivers. */
    public static void main(String[] arguments) {
        List<byte[]> texts = new ArrayList<>();
        for (int i = 1; i <= TEXTS; i++) {
            texts.add(SnapshotText.encode(i % 3 == 0 ? Proof.of(i) : Proof.large(i)));
        }
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            StateFiles files = Proof.files(Path.of(arguments[0]), i);
            new Thread(() -> drive(files, texts), files.ups()).start();
        }
    }

    private static void drive(StateFiles files, List<byte[]> texts) {
        long pid = ProcessHandle.current().pid();
        long epoch = System.nanoTime();
        StateFiles.Claim claim = StateFiles.claim(files.region(), RegionLayout.FILE_SIZE);
        RegionWriter region = new RegionWriter(claim.mapping(), epoch, pid);
        publish(region, texts.getFirst());
        new Stub("doomed", "1", pid, epoch, files.region().getFileName().toString(), RegionLayout.FILE_SIZE, null)
            .write(files.driverStub());
        for (int i = 0;; i++) {
            publish(region, texts.get(i % texts.size()));
            if (i % texts.size() == 0) {
                region.ring();
            }
        }
    }

    private static void publish(RegionWriter region, byte[] text) {
        region.publish(text, text.length);
    }
}
