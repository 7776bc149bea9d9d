package nut.common.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LogbackServiceProvider;

/**
 * Logback as it comes, without its search for a configuration: {@link Logging} does what is to be done. The search opens the image for
 * files that are not there, formats how long it took, and looks for services, which cost each process more than a hundred classes. The
 * image's options name this class to SLF4J ({@code slf4j.provider}), so SLF4J need not look for a provider either. Where nobody names it,
 * as in a test, {@link QuietConfigurator} ends the search.
 */
public final class LogbackInCode extends LogbackServiceProvider {
    /** For SLF4J. */
    public LogbackInCode() {
    }

    @Override
    public void initialize() {
        LoggerContext context = (LoggerContext) getLoggerFactory();
        context.setName("default");
        context.setMDCAdapter(getMDCAdapter());
        context.start();
    }
}
