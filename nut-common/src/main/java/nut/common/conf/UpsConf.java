package nut.common.conf;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ups.conf: which UPS has which driver. See ups.conf(5).
 *
 * @param global   the settings above the first section
 * @param sections one for each UPS, in the order of the file
 */
public record UpsConf(Map<String, Setting> global, List<UpsSection> sections) {
    /** A file's content. */
    public UpsConf {
        global = Collections.unmodifiableMap(new LinkedHashMap<>(global));
        sections = List.copyOf(sections);
    }

    /**
     * Reads the file.
     *
     * @throws nut.common.AdminFault if it cannot be read
     */
    public static UpsConf read(Path file, Complaints complaints) {
        return new UpsConfReader(complaints).read(ConfigurationFile.statements(file, complaints));
    }

    /** The section of that very name. */
    public Optional<UpsSection> section(String name) {
        for (UpsSection section : sections) {
            if (section.name().equals(name)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    /** A global setting's value; "" if it is a flag. */
    public Optional<String> globalValue(String key) {
        Setting setting = global.get(key);
        return setting == null ? Optional.empty() : Optional.of(setting.value());
    }
}
