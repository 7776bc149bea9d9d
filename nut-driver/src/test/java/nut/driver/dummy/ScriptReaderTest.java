package nut.driver.dummy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;
import nut.common.state.ValueRange;
import nut.driver.dummy.Script.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptReaderTest {
    private final Heard heard = new Heard();

    @Test
    void aListThatUpscPrintedIsOneStepWithoutTheVariablesOfDriverAndServer() {
        Script script = read("""
            # made with upsc
            battery.charge: 90
            driver.name: usbhid-ups
            server.info: something else
            ups.mfr: MGE UPS SYSTEMS
            ups.status: OL CHRG
            """);

        assertEquals(List.of(new Step(Map.of("battery.charge", "90", "ups.mfr", "MGE UPS SYSTEMS", "ups.status", "OL CHRG"), false,
            List.of(), Duration.ZERO)), script.steps());
        assertEquals(List.of(), heard.lines);
    }

    @Test
    void aTimerEndsAStepAndTheLastStepLastsNoTime() {
        Script script = read("ups.status: OL\nTIMER 60\nups.status: OB\nTIMER 5\n");

        assertEquals(List.of("{ups.status=OL} PT1M", "{ups.status=OB} PT5S", "{} PT0S"),
            script.steps().stream().map(step -> step.values() + " " + step.pause()).toList());
    }

    @Test
    void alarmsAddUpWithinAStepAndAnAlarmWithoutTextEndsThoseBefore() {
        Script script = read("ALARM [too warm]\nALARM [too hot]\nTIMER 5\nALARM\nTIMER 5\nALARM old\nALARM\nALARM [too cold]\n");

        assertEquals(List.of("false [[too warm], [too hot]]", "true []", "true [[too cold]]"),
            script.steps().stream().map(step -> step.alarmsClear() + " " + step.alarms()).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ups.id: rack                  | rack
        ups.id:   two   words         | two words
        ups.id: "two  blanks"         | two  blanks
        ups.id: one # comment         | one
        ups.id:                       | ``
        ups.id rack                   | rack
        ups.id: a\\"b                 | a"b
        """)
    void aLineGivesAVariableAValue(String line, String value) {
        Script script = read(line);

        assertEquals(Map.of("ups.id", value), script.steps().getFirst().values());
        assertEquals(List.of(), heard.lines);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        TIMER                         | TIMER takes one whole number of seconds
        TIMER soon                    | TIMER takes one whole number of seconds
        TIMER -1                      | TIMER takes one whole number of seconds
        TIMER 99999999999             | TIMER takes one whole number of seconds
        TIMER 1 2                     | TIMER takes one whole number of seconds
        TIMMER 5                      | "TIMMER" is neither the name of a variable with its colon nor an instruction
        ups.status:OL                 | a blank is missing after the colon of "ups.status:OL"
        : OL                          | '' is not a variable's name
        "ups status": OL              | "ups status" is neither the name
        = 5                           | "=" is neither the name of a variable
        SETFLAGS ups.id WRITE         | "WRITE" is not a flag
        SETAUX ups.id                 | SETAUX takes a variable and a number of characters
        SETAUX ups.id -4              | ups.id cannot have a maximum length of -4
        ADDENUM ups.id                | ADDENUM takes a variable and a value
        ADDRANGE ups.id 10            | ADDRANGE takes a variable and two whole numbers
        ADDRANGE ups.id 10 one        | "one" is not a whole number
        ADDRANGE ups.id 10 1          | a range from 10 to 1 holds nothing
        ADDCMD                        | ADDCMD takes a command
        """)
    void aLineThatMakesNoSenseIsOneComplaintWithItsPlaceAndIsLeftOut(String line, String complaint) {
        Script script = read("ups.load: 7\n" + line + "\nups.status: OB\n");

        assertEquals(1, heard.lines.size(), heard.lines::toString);
        assertTrue(heard.lines.getFirst().startsWith("su700.dev:2: " + complaint), heard.lines::toString);
        assertTrue(heard.lines.getFirst().endsWith("; the line is left out"), heard.lines::toString);
        assertEquals(List.of(Map.of("ups.load", "7", "ups.status", "OB")), script.steps().stream().map(Step::values).toList());
        assertEquals(Map.of(), script.declared());
    }

    @Test
    void aVariableIsWritableAsNutsTableSays() {
        Script script = read("");

        assertEquals(new UpsVariable("battery.charge", "9", Set.of(ValueFlag.RW), 0, List.of(), List.of()),
            script.variable("battery.charge", "9"));
        assertEquals(new UpsVariable("UPS.ID", "a", Set.of(ValueFlag.RW, ValueFlag.STRING), 16, List.of(), List.of()),
            script.variable("UPS.ID", "a"));
        assertEquals(new UpsVariable("outlet.7.desc", "a", Set.of(ValueFlag.RW, ValueFlag.STRING), 32, List.of(), List.of()),
            script.variable("outlet.7.desc", "a"));
    }

    @Test
    void declarationsHoldForTheWholeFile() {
        Script script = read("""
            input.transfer.low: 103
            TIMER 5
            SETFLAGS input.transfer.low RW NUMBER
            ADDRANGE input.transfer.low 90 110
            ADDENUM input.sensitivity L
            ADDENUM input.sensitivity "very high"
            SETAUX input.sensitivity 9
            SETFLAGS ups.serial STRING
            ADDCMD test.battery.start
            """);

        assertEquals(List.of(new ValueRange(90, 110)), script.variable("input.transfer.low", "").ranges());
        assertEquals(Set.of(ValueFlag.RW, ValueFlag.NUMBER), script.variable("input.transfer.low", "").flags());
        assertEquals(List.of("L", "very high"), script.variable("INPUT.sensitivity", "").enumeration());
        assertEquals(9, script.variable("input.sensitivity", "").maximumLength());
        assertEquals(Set.of(ValueFlag.STRING), script.variable("ups.serial", "").flags());
        assertEquals(Set.of("test.battery.start"), script.commands());
    }

    private Script read(String text) {
        return ScriptReader.read("su700.dev", text, heard);
    }
}
