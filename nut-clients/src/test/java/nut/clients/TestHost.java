package nut.clients;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nut.common.AdminFault;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.Service;

/** Runs a service in this process until it is done, as a daemon would in its own. */
final class TestHost implements Upslog.Host {
    DaemonOptions options;

    @Override
    public int run(DaemonOptions asked, boolean brief, Supplier<Service> supplier) {
        options = asked;
        CompletableFuture<Void> done = new CompletableFuture<>();
        Service service = supplier.get();
        service.onDone(() -> done.complete(null));
        service.onFailure(done::completeExceptionally);
        try {
            service.start();
        } catch (AdminFault fault) {
            throw fault;
        } catch (Exception fault) {
            throw new AssertionError(fault);
        }
        try {
            done.get(20, TimeUnit.SECONDS);
            return 0;
        } catch (Exception fault) {
            throw new AssertionError(fault);
        } finally {
            service.stop();
        }
    }
}
