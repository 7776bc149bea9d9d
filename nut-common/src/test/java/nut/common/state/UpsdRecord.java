package nut.common.state;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nut.common.daemon.Await;

/** upsd's end of one UPS, and all that it was told. */
final class UpsdRecord implements UpsdEnd.Listener, AutoCloseable {
    final List<DriverView> views = new CopyOnWriteArrayList<>();
    /** What came, in its order: {@code seen NUMBER}, {@code gone} and {@code ID OUTCOME}. */
    final List<String> news = new CopyOnWriteArrayList<>();
    final UpsdEnd end;
    private final DirectoryWatch watch;

    UpsdRecord(Path directory, String ups) {
        watch = DirectoryWatch.open(directory);
        end = UpsdEnd.follow(watch, directory, ups, "1", this);
    }

    @Override
    public void changed(DriverView view) {
        news.add(view.connected() ? "seen " + view.snapshot().value("proof.0").orElse("nothing") : "gone");
        views.add(view);
    }

    @Override
    public void outcome(long id, Outcome outcome) {
        news.add(id + " " + outcome);
    }

    /** What it was told last, so whoever waits for it finds it among the news. */
    private DriverView last() {
        return views.isEmpty() ? DriverView.NONE : views.getLast();
    }

    /** Waits until this is the newest snapshot of a connected driver. */
    void awaitSeen(long number) {
        Await.until("snapshot " + number + " after " + news,
            () -> last().connected() && last().snapshot().equals(Proof.of(number)));
    }

    void awaitGone() {
        Await.until("the driver is gone after " + news, () -> !last().connected());
    }

    void awaitNews(String what) {
        Await.until(what + " after " + news, () -> news.contains(what));
    }

    /** Posts a request as soon as there is a mailbox. */
    long submit(String... words) {
        long[] id = {-1};
        Await.until("a mailbox", () -> {
            id[0] = end.submit(List.of(words));
            return id[0] >= 0;
        });
        return id[0];
    }

    @Override
    public void close() {
        end.close();
        watch.close();
    }
}
