/** What every program of the suite shares. It imports none of them. */
module nut.common {
    requires transitive org.slf4j;
    requires info.picocli;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires jdk.unsupported;

    exports nut.common;
    exports nut.common.conf;
    exports nut.common.confine;
    exports nut.common.daemon;
    exports nut.common.log;
    exports nut.common.posix;
    exports nut.common.protocol;
    exports nut.common.state;
    exports nut.common.tls;

    provides ch.qos.logback.classic.spi.Configurator with nut.common.log.QuietConfigurator;
}
