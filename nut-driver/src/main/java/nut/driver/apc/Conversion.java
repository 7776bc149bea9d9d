package nut.driver.apc;

/** How an answer becomes the value that NUT publishes. */
enum Conversion {
    /** As the UPS says it, leading zeros included. */
    NONE {
        @Override
        String convert(String answer) {
            return answer;
        }
    },
    /** Without the blanks around it. */
    STRIP {
        @Override
        String convert(String answer) {
            return answer.strip();
        }
    },
    /** Hours to seconds; words (ON, OFF) to 0; a fraction is dropped. */
    HOURS {
        @Override
        String convert(String answer) {
            return times(answer, 3600);
        }
    },
    /** Minutes to seconds, the leading digits of 0046: for example. */
    MINUTES {
        @Override
        String convert(String answer) {
            return times(answer, 60);
        }
    },
    /** The letter of the last transfer to its meaning, in the words of NUT; K is from apcupsd's manual. */
    REASON {
        @Override
        String convert(String answer) {
            return switch (answer) {
                case "R" -> "unacceptable utility voltage rate of change";
                case "H" -> "high utility voltage";
                case "L" -> "low utility voltage";
                case "T" -> "line voltage notch or spike";
                case "O" -> "no transfers yet since turnon";
                case "S" -> FOR_A_TEST;
                case "K" -> "forced by software";
                default -> answer;
            };
        }
    },
    /** A serial number ends at its first NUL. A stray byte before that NUL cannot be told from the number. */
    SERIAL {
        @Override
        String convert(String answer) {
            int end = answer.indexOf('\0');
            return (end < 0 ? answer : answer.substring(0, end)).strip();
        }
    };

    /** What is published when the last transfer to battery was none of the mains' doing. */
    static final String FOR_A_TEST = "simulated power failure or UPS test";

    abstract String convert(String answer);

    private static String times(String answer, int factor) {
        long number = 0;
        for (int i = 0; i < answer.length() && Character.isDigit(answer.charAt(i)) && number < Integer.MAX_VALUE; i++) {
            number = number * 10 + answer.charAt(i) - '0';
        }
        return Long.toString(number * factor);
    }
}
