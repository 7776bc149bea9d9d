package nut.driver.simulator;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;

/**
 * The words by which a person, a scenario or a test plays fate. Each command is one line in the language of the configuration files and
 * has one line as its answer: {@code OK}, or {@code ERR} and why.
 */
final class Controls {
    /** A command that was understood. */
    interface Command {
        /** Does it; the answer is what follows OK. */
        String obey(Simulation simulation) throws IOException;
    }

    static final String HELP = "mains off|on [in-reply N], voltage V, battery low|replace|good, charge PERCENT, load PERCENT, "
        + "temperature C, mute, unmute, hangup, plug, noise [N], deaf N, lines [DTR=0|1] [RTS=0|1], status, model, harm, help, quit";
    private static final int USUAL_NOISE = 40;
    private static final int MOST_NOISE = 4096;

    private final Simulation simulation;

    Controls(Simulation simulation) {
        this.simulation = simulation;
    }

    String obey(String line) {
        try {
            String answer = parse(line).obey(simulation);
            return answer.isEmpty() ? "OK" : "OK " + answer;
        } catch (IllegalArgumentException wrong) {
            return "ERR " + wrong.getMessage();
        } catch (IOException failed) {
            return "ERR " + failed;
        }
    }

    /**
     * Understands a command, without doing it.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Command parse(String line) {
        List<String> words = words(line);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command is missing; known are: " + HELP);
        }
        return switch (words.getFirst()) {
            case "mains" -> mains(words);
            case "voltage" -> ofModel(SmartUps::voltage, decimal(words, 0, 500));
            case "battery" -> battery(word(words, 1));
            case "charge" -> ofModel(SmartUps::charge, number(words, 1, 0, 100) / 100.0);
            case "load" -> ofModel(SmartUps::load, number(words, 1, 0, 200));
            case "temperature" -> ofModel(SmartUps::temperature, decimal(words, -40, 200));
            case "mute" -> done(it -> it.disturbances().mute(true));
            case "unmute" -> done(it -> it.disturbances().mute(false));
            case "hangup" -> it -> {
                it.hangup();
                return "";
            };
            case "plug" -> it -> it.plug().toString();
            case "noise" -> noise(words.size() > 1 ? number(words, 1, 1, MOST_NOISE) : USUAL_NOISE);
            case "deaf" -> deaf(number(words, 1, 0, MOST_NOISE));
            case "lines" -> lines(words);
            case "status" -> Simulation::describe;
            case "model" -> Simulation::model;
            case "harm" -> it -> it.harm().describe();
            case "help" -> it -> HELP;
            case "quit" -> done(Simulation::quit);
            default -> throw new IllegalArgumentException("unknown command " + words.getFirst() + "; known are: " + HELP);
        };
    }

    private static List<String> words(String line) {
        try {
            return Tokenizer.words(line);
        } catch (SyntaxFault wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private static Command mains(List<String> words) {
        boolean there = switch (word(words, 1)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("mains can be on or off");
        };
        if (words.size() == 2) {
            return done(it -> it.ups().mains(there));
        }
        int position = number(words, 3, 1, MOST_NOISE);
        return done(it -> it.disturbances().insideAnswer(position, () -> it.ups().mains(there)));
    }

    private static Command battery(String state) {
        return switch (state) {
            case "low" -> done(it -> it.ups().exhaust());
            case "replace" -> done(it -> it.ups().replaceBattery(true));
            case "good" -> done(it -> it.ups().replaceBattery(false));
            default -> throw new IllegalArgumentException("battery can be low, replace or good");
        };
    }

    /** A line such as {@code lines DTR=1}, of which the tokenizer makes {@code lines DTR = 1}. */
    private static Command lines(List<String> words) {
        String assignments = String.join(" ", words.subList(1, words.size())).replace(" = ", "=");
        return it -> it.lines(assignments.isEmpty() ? List.of() : List.of(assignments.split(" ")));
    }

    private static Command noise(int bytes) {
        return done(it -> it.noise(bytes));
    }

    private static Command deaf(int bytes) {
        return done(it -> it.disturbances().deafFor(bytes));
    }

    private static Command ofModel(ObjDoubleConsumer<SmartUps> change, double value) {
        return done(it -> change.accept(it.ups(), value));
    }

    private static Command done(Consumer<Simulation> action) {
        return it -> {
            action.accept(it);
            return "";
        };
    }

    private static String word(List<String> words, int index) {
        if (index >= words.size()) {
            throw new IllegalArgumentException(words.getFirst() + " needs a word more");
        }
        return words.get(index);
    }

    private static double decimal(List<String> words, int least, int most) {
        String text = word(words, 1);
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(text + " is not a number", wrong);
        }
        throw new IllegalArgumentException(text + " is not between " + least + " and " + most);
    }

    private static int number(List<String> words, int index, int least, int most) {
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
