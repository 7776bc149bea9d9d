package nut.driver.simulator;

import java.io.IOException;

/**
 * The words by which a person or a test plays fate. Each command is one line and has one line as its answer: {@code OK}, or {@code ERR}
 * and why.
 */
final class Controls {
    static final String HELP = "mains off|on [in-reply N], battery low|replace|good, charge PERCENT, load PERCENT, mute, unmute, hangup, "
        + "plug, noise [N], deaf N, status, help, quit";
    private static final int USUAL_NOISE = 40;
    private static final int MOST_NOISE = 4096;

    private final Simulation simulation;

    Controls(Simulation simulation) {
        this.simulation = simulation;
    }

    String obey(String line) {
        String[] words = line.strip().split("\\s+");
        try {
            return switch (words[0]) {
                case "mains" -> mains(words);
                case "battery" -> battery(word(words, 1));
                case "charge" -> done(() -> simulation.ups().charge(number(words, 1, 0, 100) / 100.0));
                case "load" -> done(() -> simulation.ups().load(number(words, 1, 0, 200)));
                case "mute" -> done(() -> simulation.mute(true));
                case "unmute" -> done(() -> simulation.mute(false));
                case "hangup" -> hangup();
                case "plug" -> "OK " + simulation.plug();
                case "noise" -> done(() -> simulation.noise(words.length > 1 ? number(words, 1, 1, MOST_NOISE) : USUAL_NOISE));
                case "deaf" -> done(() -> simulation.deafFor(number(words, 1, 0, MOST_NOISE)));
                case "status" -> "OK " + simulation.describe();
                case "help" -> "OK " + HELP;
                case "quit" -> done(simulation::quit);
                default -> "ERR unknown command " + words[0] + "; known are: " + HELP;
            };
        } catch (IllegalArgumentException wrong) {
            return "ERR " + wrong.getMessage();
        } catch (IOException failed) {
            return "ERR " + failed;
        }
    }

    private String mains(String[] words) {
        boolean there = switch (word(words, 1)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("mains can be on or off");
        };
        if (words.length > 2) {
            int position = number(words, 3, 1, MOST_NOISE);
            simulation.insideAnswer(position, () -> simulation.ups().mains(there));
        } else {
            simulation.ups().mains(there);
        }
        return "OK";
    }

    private String battery(String state) {
        switch (state) {
            case "low" -> simulation.ups().exhaust();
            case "replace" -> simulation.ups().replaceBattery(true);
            case "good" -> simulation.ups().replaceBattery(false);
            default -> throw new IllegalArgumentException("battery can be low, replace or good");
        }
        return "OK";
    }

    private String hangup() throws IOException {
        simulation.hangup();
        return "OK";
    }

    private static String done(Runnable action) {
        action.run();
        return "OK";
    }

    private static String word(String[] words, int index) {
        if (index >= words.length) {
            throw new IllegalArgumentException(words[0] + " needs a word more");
        }
        return words[index];
    }

    private static int number(String[] words, int index, int least, int most) {
        String text = word(words, index);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(text + " is not a number", wrong);
        }
        throw new IllegalArgumentException(text + " is not between " + least + " and " + most);
    }
}
