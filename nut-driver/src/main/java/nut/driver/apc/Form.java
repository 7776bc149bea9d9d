package nut.driver.apc;

/** What the answer to a query looks like. What does not fit is no answer: it is never passed on. */
enum Form {
    /** Digits, perhaps with one point in between: 118.3, 020. */
    NUMBER {
        @Override
        boolean fits(String answer) {
            int points = 0;
            for (int i = 0; i < answer.length(); i++) {
                char c = answer.charAt(i);
                if (c == '.' && i > 0 && i < answer.length() - 1) {
                    points++;
                } else if (c < '0' || c > '9') {
                    return false;
                }
            }
            return points <= 1 && !answer.isEmpty();
        }
    },
    /** Digits and a colon: 0046: minutes. */
    MINUTES {
        @Override
        boolean fits(String answer) {
            int digits = answer.endsWith(":") ? answer.length() - 1 : answer.length();
            return NUMBER.fits(answer.substring(0, digits));
        }
    },
    /** Two hexadecimal digits. */
    HEX {
        @Override
        boolean fits(String answer) {
            return answer.length() == 2 && Character.digit(answer.charAt(0), 16) >= 0 && Character.digit(answer.charAt(1), 16) >= 0;
        }
    },
    /** One capital letter. */
    LETTER {
        @Override
        boolean fits(String answer) {
            return answer.length() == 1 && answer.charAt(0) >= 'A' && answer.charAt(0) <= 'Z';
        }
    },
    /** One letter or digit. */
    SIGN {
        @Override
        boolean fits(String answer) {
            return answer.length() == 1 && Character.isLetterOrDigit(answer.charAt(0));
        }
    },
    /** Two capital letters. */
    RESULT {
        @Override
        boolean fits(String answer) {
            return answer.length() == 2 && LETTER.fits(answer.substring(0, 1)) && LETTER.fits(answer.substring(1));
        }
    },
    /** Hours, or ON and OFF. */
    INTERVAL {
        @Override
        boolean fits(String answer) {
            return NUMBER.fits(answer) || answer.strip().equals("ON") || answer.strip().equals("OFF");
        }
    },
    /** Temperatures of probes, up to four with commas in between: 24.13. One that is not there is empty. */
    PROBES {
        @Override
        boolean fits(String answer) {
            for (String field : answer.split(",", -1)) {
                if (!field.isBlank() && !(field.length() == 5 && field.charAt(2) == '.' && NUMBER.fits(field))) {
                    return false;
                }
            }
            return !answer.isBlank();
        }
    },
    /** Printable text that somebody wrote into the UPS; blanks alone are one, too. */
    NOTE {
        @Override
        boolean fits(String answer) {
            return answer.isBlank() || isPrintable(answer);
        }
    },
    /** Printable text. */
    TEXT {
        @Override
        boolean fits(String answer) {
            return isPrintable(answer);
        }
    },
    /** A serial number: printable up to the first NUL, whatever stands behind it. */
    SERIAL {
        @Override
        boolean fits(String answer) {
            int end = answer.indexOf('\0');
            return isPrintable(end < 0 ? answer : answer.substring(0, end));
        }
    };

    abstract boolean fits(String answer);

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isBlank();
    }
}
