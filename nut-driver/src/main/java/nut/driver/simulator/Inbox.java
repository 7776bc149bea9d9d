package nut.driver.simulator;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What other threads want the simulation's thread to do. Any thread posts; the simulation's thread takes, until it calls {@link #end}.
 * Whoever floods it is slowed down.
 */
final class Inbox {
    private static final int PLACES = 1024;

    private final BlockingQueue<Runnable> jobs = new ArrayBlockingQueue<>(PLACES);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private static final class Command implements Runnable {
        private final String line;
        private final Function<String, String> obey;
        private final CompletableFuture<String> answer = new CompletableFuture<>();

        Command(String line, Function<String, String> obey) {
            this.line = line;
            this.obey = obey;
        }

        @Override
        public void run() {
            answer.complete(obey.apply(line));
        }
    }

    /** Posts a job; it is dropped when the simulation has ended. Waits for a place when there is none. */
    void post(Runnable job) {
        try {
            while (!jobs.offer(job, 1, TimeUnit.SECONDS)) {
                if (ended.isDone()) {
                    return;
                }
            }
        } catch (InterruptedException hungUp) {
            Thread.currentThread().interrupt();
        }
    }

    /** Posts a line of control. Its answer is one line. */
    CompletableFuture<String> post(String line, Function<String, String> obey) {
        Command command = new Command(line, obey);
        post(command);
        if (ended.isDone()) {
            refuseTheRest();
        }
        return command.answer;
    }

    /** Takes a job; null when none comes in that time. */
    Runnable take(long nanos) throws InterruptedException {
        return jobs.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** No job is taken any more: refuses those that wait, and all that will come. */
    void end() {
        ended.complete(null);
        refuseTheRest();
    }

    /** Waits until {@link #end} was called. */
    void awaitEnd() {
        ended.join();
    }

    private void refuseTheRest() {
        for (Runnable job = jobs.poll(); job != null; job = jobs.poll()) {
            if (job instanceof Command command) {
                command.answer.complete("ERR the simulation has ended");
            }
        }
    }
}
