package nut.clients;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.TimeZone;

/** C's strftime in the C locale, for the conversions that POSIX names; see strftime(3). An unknown conversion stays as it is. */
final class Strftime {
    private final char sign;

    /**
     * A writer of times.
     *
     * @param sign what begins a conversion; upslog has {@code @}, because {@code %} ends its own words
     */
    Strftime(char sign) {
        this.sign = sign;
    }

    String format(String format, ZonedDateTime time) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if ((c == sign || c == '%') && i + 1 < format.length()) {
                i++;
                text.append(convert(format.charAt(i), time));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private String convert(char conversion, ZonedDateTime t) {
        return switch (conversion) {
            case 'c' -> format("%a %b %e %H:%M:%S %Y", t);
            case 'D', 'x' -> format("%m/%d/%y", t);
            case 'F' -> format("%Y-%m-%d", t);
            case 'T', 'X' -> format("%H:%M:%S", t);
            case 'R' -> format("%H:%M", t);
            case 'r' -> format("%I:%M:%S %p", t);
            case 'n' -> "\n";
            case 't' -> "\t";
            case 's' -> Long.toString(t.toEpochSecond());
            case 'z' -> t.getOffset().getTotalSeconds() == 0 ? "+0000" : t.getOffset().getId().replace(":", "").substring(0, 5);
            case 'Z' -> zoneName(t);
            case 'a' -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'p' -> t.getHour() < 12 ? "AM" : "PM";
            default -> number(conversion, t);
        };
    }

    private static String zoneName(ZonedDateTime t) {
        boolean summer = t.getZone().getRules().isDaylightSavings(t.toInstant());
        return TimeZone.getTimeZone(t.getZone()).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
    }

    private String number(char conversion, ZonedDateTime t) {
        int hour12 = (t.getHour() + 11) % 12 + 1;
        return switch (conversion) {
            case 'Y' -> Integer.toString(t.getYear());
            case 'y' -> padded(t.getYear() % 100, 2, '0');
            case 'C' -> padded(t.getYear() / 100, 2, '0');
            case 'm' -> padded(t.getMonthValue(), 2, '0');
            case 'd' -> padded(t.getDayOfMonth(), 2, '0');
            case 'e' -> padded(t.getDayOfMonth(), 2, ' ');
            case 'j' -> padded(t.getDayOfYear(), 3, '0');
            case 'H' -> padded(t.getHour(), 2, '0');
            case 'k' -> padded(t.getHour(), 2, ' ');
            case 'I' -> padded(hour12, 2, '0');
            case 'l' -> padded(hour12, 2, ' ');
            case 'M' -> padded(t.getMinute(), 2, '0');
            case 'S' -> padded(t.getSecond(), 2, '0');
            case 'u' -> Integer.toString(t.getDayOfWeek().getValue());
            case 'w' -> Integer.toString(t.getDayOfWeek().getValue() % 7);
            case 'U' -> padded(weekOfYear(t, 7), 2, '0');
            case 'W' -> padded(weekOfYear(t, 1), 2, '0');
            case 'V' -> padded(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 'G' -> Integer.toString(t.get(IsoFields.WEEK_BASED_YEAR));
            default -> conversion == sign || conversion == '%' ? "%" : "%" + conversion;
        };
    }

    /** Full weeks since the year's first {@code weekday} (ISO number), with the days before it in week 0. */
    private static int weekOfYear(ZonedDateTime t, int weekday) {
        int sinceWeekBegan = Math.floorMod(t.getDayOfWeek().getValue() - weekday, 7);
        return (t.getDayOfYear() + 6 - sinceWeekBegan) / 7;
    }

    private static String padded(int number, int width, char with) {
        StringBuilder text = new StringBuilder(width).append(number);
        while (text.length() < width) {
            text.insert(0, with);
        }
        return text.toString();
    }
}
