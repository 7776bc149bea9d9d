package nut.driver.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.common.conf.Statement;
import nut.common.conf.Tokenizer;

/** The statements of a model's file or of a scenario, where anything that is wrong ends the reading: {@code file:line: what}. */
final class Directives {
    private final List<Statement> statements;
    private final Set<Statement> used = new HashSet<>();

    private Directives(List<Statement> statements) {
        this.statements = statements;
    }

    /**
     * Takes a text apart.
     *
     * @throws AdminFault when the grammar cannot
     */
    static Directives of(String source, String text) {
        return new Directives(Tokenizer.statements(source, text, new Complaints() {
            @Override
            public void warning(Position where, String what) {
                throw fault(where, what);
            }

            @Override
            public void error(Position where, String what) {
                throw fault(where, what);
            }
        }));
    }

    /** All of them, in their order. */
    List<Statement> all() {
        return statements;
    }

    /** Those with a keyword, in their order. */
    List<Statement> all(String keyword) {
        List<Statement> found = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement.keyword().equals(keyword)) {
                used.add(statement);
                found.add(statement);
            }
        }
        return found;
    }

    /** The word after a keyword, or another when there is no such statement. */
    String word(String keyword, String otherwise) {
        List<Statement> found = all(keyword);
        return found.isEmpty() ? otherwise : word(found.getLast(), 1);
    }

    /** The word after a name in a statement of names and values: {@code mains volts 118.3 hertz 60}. */
    String named(String keyword, String name, String otherwise) {
        String value = otherwise;
        for (Statement statement : all(keyword)) {
            for (int i = 1; i < statement.words().size(); i += 2) {
                if (statement.words().get(i).equals(name)) {
                    value = word(statement, i + 1);
                }
            }
        }
        return value;
    }

    /** The number after a name. */
    double number(String keyword, String name, double otherwise) {
        String text = named(keyword, name, null);
        try {
            return text == null ? otherwise : Double.parseDouble(text);
        } catch (NumberFormatException wrong) {
            throw fault(all(keyword).getFirst().position(), name + " is " + text + " but must be a number");
        }
    }

    /** To be called at the end: whoever misspells a keyword hears of it. */
    void nothingElse() {
        for (Statement statement : statements) {
            if (!used.contains(statement)) {
                throw fault(statement.position(), statement.keyword() + " means nothing here");
            }
        }
    }

    static String word(Statement statement, int index) {
        if (index >= statement.words().size()) {
            throw fault(statement.position(), statement.keyword() + " needs a word more");
        }
        return statement.words().get(index);
    }

    static AdminFault fault(Position where, String what) {
        return new AdminFault(where + ": " + what);
    }
}
