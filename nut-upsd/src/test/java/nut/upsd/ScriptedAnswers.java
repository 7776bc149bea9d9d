package nut.upsd;

import java.util.List;
import java.util.Optional;
import nut.common.state.Outcome;

/** How the scripted UPSes answer what they are told, the same behind NUT's upsd and behind ours. */
final class ScriptedAnswers {
    private ScriptedAnswers() {
    }

    /** The outcome; empty when the driver never reports one. */
    static Optional<Outcome> to(List<String> words) {
        if (words.getFirst().equals("SET")) {
            return Optional.of(Outcome.HANDLED);
        }
        return switch (words.get(1)) {
            case "test.panel.start" -> Optional.of(Outcome.HANDLED);
            case "shutdown.return" -> Optional.of(Outcome.UNKNOWN);
            case "shutdown.stayoff" -> Optional.of(Outcome.INVALID);
            case "calibrate.start" -> Optional.of(Outcome.FAILED);
            default -> Optional.empty();
        };
    }
}
