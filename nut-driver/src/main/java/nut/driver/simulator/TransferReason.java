package nut.driver.simulator;

/** Why the load was last put on battery: the answer to G, which takes the UPS a moment to find out. */
final class TransferReason {
    private static final char ASKED_FOR = 'S';

    private char letter;
    private boolean unknown;

    TransferReason(char letter) {
        this.letter = letter;
    }

    /** A transfer to the battery, with the mains as it is then. */
    void transferred(Mains.Quality quality) {
        letter = quality.isUsable() ? ASKED_FOR : quality.reason();
        unknown = !quality.isUsable();
    }

    /** The letter, or NA to whoever asks for the first time after a failure of the mains. */
    String take() {
        boolean notYet = unknown;
        unknown = false;
        return notYet ? "NA" : String.valueOf(letter);
    }
}
