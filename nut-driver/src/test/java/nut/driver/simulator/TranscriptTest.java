package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The sessions that are published of three units, replayed. {@code >} sends bytes 50 ms apart, {@code twice} a byte and the same again
 * 1.6 s later, {@code world} is a command of upssim, {@code wait} lets seconds pass; behind {@code =>} stands what the UPS says
 * meanwhile, with {@code ;} for CR LF and {@code <HH>} for a byte.
 */
class TranscriptTest {
    private static final String SMART_UPS_700 = """
        > V => GWD;
        > a => 3.!$%+?=#|.<01><0E><1A>'+-789>@ABCDEFGKLMNOPQRSUVWXYZabcefgjklmnopqrsuxyz~<7F>;
        > <01> => SMART-UPS 700   ;
        > b => 50.9.D;
        > n => WS9643050926<00><00>;
        > m => 11/29/96;
        > c => UPS_IDEN;
        > x => 11/29/96;
        > <1A> => #uD43132135138129uM43229234239224uA43110112114108uI43253264271280lD43103100097106lM43177172168182\
        lA43090092081085lI43196188208204e44200155090oI43230240220225oD13115oJ13100oM13208s441HMLLq44202050710p443020180300600\
        k4410TLNr443000060180300E443336168ON OFF;
        > uleosqprkEg> => 132;103;00;115;H;02;020;000;0;336;024;000;
        > QLMNFOPBfjCGX9 => 08;118.3;118.9;117.6;60.00;118.3;023.5;27.87;100.0;0046:;036.0;O;NO;FF;
        world mains off => !
        > LQGG9 => 007.1;10;NA;R;00;
        wait 30 => !
        world battery low => %
        > Q => 50;
        > S => OK;
        wait 20 =>
        world mains on => $+
        wait 4 =>
        > YQ => SM;08;
        > q-q => 02;OK;05;
        wait 5 => |
        > c => UPS_IDEN;
        > -RACK4<0D><0D><0D> => OK;
        wait 5 => |
        > c => RACK4;
        > R => BYE;
        > Q =>
        """;

    private static final String SMART_UPS_1500 = """
        > YV => SM;FWI;
        > a => 3.!$%+?=#|.<01><0E><1A>')+-789>@ABCDEFGKLMNOPQRSUVWXYZabcefgjklmnopqrsuvxyz~<7F>;
        > <01> => Smart-UPS 1500  ;
        > bnmxcv => 601.3.I;AS0537230534(<00>;09/06/05;09/06/05;UPS_IDEN;NA;
        > <1A> => #uD43127130133136uA43108110112114uI43253257261265lD43106103100097lA43092090088086lI43208204200196\
        e44200155090oD13115oA13100oI13230s441HMLLq44202050710p443090180270360k4410TLNr443000060180300E443336168ON OFF;
        > uleosqprkEg> => 253;208;00;230;H;02;090;000;0;336;024;000;
        > QLMNFOPBfjCGX => 08;236.1;236.1;233.2;50.00;236.1;004.5;27.40;100.0;0062:;031.0;S;NO;
        > W => OK;
        wait 1 => !
        > QG => 10;S;
        wait 8 => $
        > X => OK;
        world load 120 => ?
        > Q => 28;
        world load 4.5 => =
        > Q => 08;
        wait 3600 =>
        > D => OK;
        wait 1 => !
        > Q => 11;
        > D => OK;
        wait 1 => $
        twice K => OK;
        > <7F> => OK;
        > @001 => OK;
        wait 90 =>
        > Q => 00;
        wait 360 =>
        > Q => 08;
        twice Z =>
        > Y =>
        twice <0E> => ?
        > Y => SM;
        """;

    private static final String SMART_UPS_600 = """
        > YV => SM;6TD;
        > a<01>b<1A> =>
        > nmxc => 13035861;03/30/95;05/05/98;SU600   ;
        > uleosqprkEg7 => 129;106;10;115;M;05;020;000;L;336;024;00;
        > QLMNFOPBfjCGX9 => 08;122.1;123.3;122.1;60.00;122.1;032.7;26.60;095.0;0019:;034.6;R;NO;FF;
        world mains off => !!
        > Q => 10;
        > S => *
        wait 20 =>
        world mains on => $
        wait 5 =>
        > YQ => SM;08;
        > @001 => *
        > Q =>
        wait 20 =>
        world mains off =>
        wait 361 =>
        > Y => SM;
        > Q => 10;
        """;

    @Test
    void theSmartUps700SaysWhatItsSessionHas() {
        assertEquals(SMART_UPS_700, replay("smart-ups-700", SMART_UPS_700));
    }

    @Test
    void theSmartUps1500SaysWhatItsSessionHas() {
        assertEquals(SMART_UPS_1500, replay("smart-ups-1500", SMART_UPS_1500));
    }

    @Test
    void theSmartUps600SaysWhatItsSessionHas() {
        assertEquals(SMART_UPS_600, replay("smart-ups-600", SMART_UPS_600));
    }

    /** The session as it went here. */
    private static String replay(String model, String session) {
        Bench bench = Bench.of(model);
        List<String> lines = new ArrayList<>();
        for (String line : session.split("\n")) {
            String step = line.substring(0, line.indexOf(" =>"));
            lines.add((step + " => " + shown(play(bench, step))).stripTrailing());
        }
        return String.join("\n", lines) + "\n";
    }

    private static String play(Bench bench, String step) {
        int blank = step.indexOf(' ');
        String rest = ProfileReader.bytes(step.substring(blank + 1));
        return switch (step.substring(0, blank)) {
            case ">" -> bench.type(0.05, rest);
            case "twice" -> bench.type(1.6, rest + rest);
            case "wait" -> bench.pass(Double.parseDouble(rest));
            default -> bench.after(() -> change(bench.ups(), rest));
        };
    }

    private static void change(SmartUps ups, String command) {
        String[] words = command.split(" ");
        switch (words[0]) {
            case "mains" -> ups.mains(words[1].equals("on"));
            case "battery" -> ups.exhaust();
            default -> ups.load(Double.parseDouble(words[1]));
        }
    }

    private static String shown(String said) {
        StringBuilder shown = new StringBuilder();
        for (char c : said.replace("\r\n", ";").toCharArray()) {
            shown.append(c < ' ' || c == 0x7F ? String.format("<%02X>", (int) c) : String.valueOf(c));
        }
        return shown.toString();
    }
}
