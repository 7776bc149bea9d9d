package nut.common.protocol;

import java.io.IOException;
import nut.fuzz.Fuzz;
import org.junit.jupiter.api.Test;

/** Whatever calls itself an upsd, its clients are not confused by it. */
class AnswersFuzzTest {
    private static final int EACH_IS_A_CONNECTION = 20;

    @Test
    void anyAnswers() throws IOException {
        try (AnswersTarget target = new AnswersTarget()) {
            Fuzz.run(target, EACH_IS_A_CONNECTION);
        }
    }
}
