package nut.driver.generic;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** A log that keeps what is said at the levels an admin sees. */
final class SaidLines {
    final List<String> lines = new ArrayList<>();
    final Logger log = (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class},
        (self, method, arguments) -> {
            if (List.of("info", "warn", "error").contains(method.getName())) {
                Object[] values = new Object[arguments.length - 1];
                System.arraycopy(arguments, 1, values, 0, values.length);
                boolean list = values.length == 1 && values[0] instanceof Object[];
                lines.add(MessageFormatter.arrayFormat((String) arguments[0], list ? (Object[]) values[0] : values).getMessage());
            }
            return null;
        });
}
