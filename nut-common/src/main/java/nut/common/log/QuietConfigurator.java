package nut.common.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/** Tells Logback to look for no configuration of its own: no files, no classes, no network. {@link Logging} does what is to be done. */
public final class QuietConfigurator extends ContextAwareBase implements Configurator {
    /** For the service loader. */
    public QuietConfigurator() {
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        // Else Logback makes what prints its own troubles, and with it all time zones, though there was nothing to configure wrongly.
        context.getStatusManager().add(new NopStatusListener());
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
