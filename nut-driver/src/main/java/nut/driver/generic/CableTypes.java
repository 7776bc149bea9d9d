package nut.driver.generic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * NUT's table of contact-closure UPSes, by the number that {@code upstype} gives. Where the manual, genericups(8), and the table that NUT
 * runs by (drivers/genericups.h, 2.8) differ, the latter counts:
 * <ul>
 * <li>type 0: SD is RTS; the manual says DTR</li>
 * <li>type 3: OL is -CTS; the manual says CTS</li>
 * <li>type 23: the manual says that no line cuts the power; NUT lowers all lines and calls that done. Here it is no shutdown.</li>
 * </ul>
 */
final class CableTypes {
    /** All of them; the number is the index. */
    static final List<CableType> ALL = all();

    private CableTypes() {
    }

    /** The type of a number, if there is one. */
    static Optional<CableType> numbered(int number) {
        return number < 0 || number >= ALL.size() ? Optional.empty() : Optional.of(ALL.get(number));
    }

    private static List<CableType> all() {
        List<CableType> types = new ArrayList<>();
        for (String row : """
            UPSONIC      | LAN Saver 600               |                                | CP=DTR+RTS OL=-CTS LB=DCD SD=RTS
            APC          | Back-UPS                    | 940-0095A or 940-0095C cable   | CP=DTR OL=-RNG LB=DCD SD=RTS
            APC          | Back-UPS                    | 940-0020B or 940-0020C cable   | CP=RTS OL=-CTS LB=DCD SD=DTR+RTS
            PowerTech    | Comp1000                    | DTR is cable power             | CP=DTR OL=-CTS LB=DCD SD=DTR+RTS
            Generic      | Generic RUPS model          |                                | CP=RTS OL=CTS LB=-DCD SD=-RTS
            TrippLite    | Internet Office Series      | Lan 2.2, black 73-0844 cable   | CP=DTR OL=CTS LB=-DCD SD=DTR+RTS
            Best         | Patriot                     | INT51 cable                    | CP=DTR OL=CTS LB=-DCD SD=RTS
            CyberPower   | Power99                     |                                | CP=RTS OL=CTS LB=-DCD SD=DTR
            Nitram       | Elite UPS                   | Elite 500                      | CP=DTR OL=CTS LB=-DCD SD=none
            APC          | Back-UPS                    | 940-0023A cable                | CP=none OL=-DCD LB=CTS SD=RTS
            Victron      | Lite                        | crack cable                    | CP=RTS OL=CTS LB=-DCD SD=DTR
            Powerware    | 3115                        |                                | CP=DTR OL=-CTS LB=-DCD SD=ST
            APC          | Back-UPS Office             | 940-0119A cable                | CP=RTS OL=-CTS LB=DCD SD=DTR
            RPT          | Repoteck                    | RPT-800A, RPT-162A             | CP=DTR+RTS OL=DCD LB=-CTS SD=ST
            Online       | P250, P500, P750, P1250     | P-series                       | CP=DTR OL=DCD LB=-CTS SD=RTS
            Powerware    | 5119                        | also 5125                      | CP=DTR OL=CTS LB=-DCD SD=ST
            Nitram       | Elite UPS                   | Elite 2002                     | CP=DTR+RTS OL=CTS LB=-DCD SD=none
            PowerKinetics| 9001                        |                                | CP=DTR OL=CTS LB=-DCD SD=none
            TrippLite    | Omni 450LAN                 | Martin's cabling               | CP=DTR OL=CTS LB=DCD SD=none
            Fideltronik  | Ares Series                 |                                | CP=DTR OL=CTS LB=-DCD SD=RTS
            Powerware    | 5119 RM                     |                                | CP=DTR OL=-CTS LB=DCD SD=ST
            Generic      | Generic RUPS 2000           | Megatec M2501 cable            | CP=RTS OL=CTS LB=-DCD SD=DTR+RTS
            Gamatronic Electronic Industries | Generic Alarm UPS | also CyberPower SL | CP=RTS OL=CTS LB=-DCD SD=DTR
            Generic      | Generic FTTx Battery Backup | 4-wire telemetry | CP=RTS OL=CTS LB=-DCD RB=-RNG BYPASS=-DSR SD=none
            """.split("\n")) {
            types.add(type(types.size(), row.split(" *\\| *")));
        }
        return List.copyOf(types);
    }

    private static CableType type(int number, String[] columns) {
        Map<String, String> lines = new HashMap<>();
        for (String setting : columns[3].split(" ")) {
            int equals = setting.indexOf('=');
            lines.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        Signals signals = new Signals(Signals.outputs(lines.get("CP")), Condition.of(lines.get("OL")), Condition.of(lines.get("LB")),
            Condition.of(lines.getOrDefault("RB", "none")), Condition.of(lines.getOrDefault("BYPASS", "none")),
            Signals.shutdown(lines.get("SD")));
        String name = columns[1].startsWith(columns[0]) ? columns[1] : columns[0] + " " + columns[1];
        String title = name + (columns[2].isEmpty() ? "" : " (" + columns[2] + ")");
        return new CableType(number, columns[0], columns[1], title, signals);
    }
}
