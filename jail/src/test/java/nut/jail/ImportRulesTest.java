package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the table "Rooms" of docs/architecture.md: who may use what. */
class ImportRulesTest {
    private static final Map<String, Set<String>> ALLOWED = Map.of(
        "nut.common", Set.of("org.slf4j", "info.picocli", "ch.qos.logback.classic", "ch.qos.logback.core", "jdk.unsupported"),
        "nut.driver", Set.of("nut.common", "com.fazecast.jSerialComm"),
        "nut.upsd", Set.of("nut.common", "jdk.net"),
        "nut.upsmon", Set.of("nut.common"),
        "nut.upsdrvctl", Set.of("nut.common"),
        "nut.clients", Set.of("nut.common"));

    @Test
    void modulesImportOnlyWhatTheyMay() {
        for (Map.Entry<String, Set<String>> rule : ALLOWED.entrySet()) {
            Path classes = Path.of("..", rule.getKey().replace('.', '-'), "target", "classes");
            ModuleDescriptor module = ModuleFinder.of(classes).find(rule.getKey()).orElseThrow().descriptor();

            Set<String> more = new TreeSet<>();
            module.requires().stream().map(ModuleDescriptor.Requires::name).filter(n -> !n.equals("java.base")).forEach(more::add);
            more.removeAll(rule.getValue());

            assertEquals(Set.of(), more, rule.getKey() + " imports more than docs/architecture.md allows");
        }
    }
}
