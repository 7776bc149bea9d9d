package nut.driver.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.driver.core.Driver;
import nut.driver.core.DriverKind;
import nut.driver.core.DriverSettings;
import nut.driver.core.UpsState;
import nut.driver.line.LineLost;
import nut.driver.line.NoAnswer;
import nut.driver.line.Port;

/** A UPS whose status is what a file says: {@code echo OB > /run/ups}. */
public final class WordUps implements DriverKind {
    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public Set<String> settingNames() {
        return Set.of("model");
    }

    @Override
    public String looksFor() {
        return "a status";
    }

    @Override
    public void check(DriverSettings settings) {
        if (settings.flag("model") && settings.value("model").orElse("").isBlank()) {
            throw settings.fault("model", "must not be empty");
        }
    }

    @Override
    public Wiring wire(DriverSettings settings, UpsState state, Runnable news, BooleanSupplier ending) {
        WordPort port = new WordPort(Path.of(settings.port()));
        return new Wiring(port, new WordDriver(port, state, settings.value("model").orElse("Word UPS")));
    }

    private static final class WordPort implements Port {
        private final Path file;
        private boolean open;

        WordPort(Path file) {
            this.file = file;
        }

        String read() throws LineLost {
            try {
                return Files.readString(file).strip();
            } catch (IOException gone) {
                throw new LineLost("the file cannot be read");
            }
        }

        @Override
        public void open() throws LineLost {
            read();
            open = true;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public boolean hasNews() {
            return false;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private record WordDriver(WordPort port, UpsState state, String model) implements Driver {
        @Override
        public void attach(int patience) throws IOException {
            state.set("ups.model", model);
            pollNext();
        }

        @Override
        public void beginPoll() {
            // There is one question only, and pollNext asks it.
        }

        @Override
        public boolean pollNext() throws IOException {
            String status = port.read();
            if (status.isEmpty()) {
                throw new NoAnswer("the file is empty");
            }
            state.set("ups.status", status);
            state.publish();
            return false;
        }
    }
}
