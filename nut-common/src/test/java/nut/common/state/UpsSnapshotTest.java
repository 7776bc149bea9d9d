package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpsSnapshotTest {
    @Test
    void aNewValueLeavesTheRestOfTheVariableAsItWas() {
        UpsSnapshot first = UpsSnapshot.EMPTY.toBuilder().set("ups.id", "one").flags("ups.id", ValueFlag.RW).maximumLength("ups.id", 8)
            .enumeration("ups.id", "one", "two").range("ups.id", 1, 2).build();
        UpsSnapshot second = first.toBuilder().set("ups.id", "two").build();

        assertEquals("one", first.value("ups.id").orElseThrow());
        assertEquals(new UpsVariable("ups.id", "two", Set.of(ValueFlag.RW), 8, List.of("one", "two"), List.of(new ValueRange(1, 2))),
            second.variable("ups.id").orElseThrow());
    }

    @Test
    void namesAreFoundAndOrderedWithoutRegardToCase() {
        UpsSnapshot snapshot = UpsSnapshot.EMPTY.toBuilder().set("ups.status", "OL").set("Battery.charge", "100")
            .set("input.voltage", "230").command("Load.off").command("beeper.mute").build();

        assertEquals("OL", snapshot.value("UPS.Status").orElseThrow());
        assertEquals(List.of("Battery.charge", "input.voltage", "ups.status"), names(snapshot));
        assertEquals(List.of("beeper.mute", "Load.off"), List.copyOf(snapshot.commands()));
    }

    @Test
    void aVariableSetUnderAnotherSpellingTakesThatSpelling() {
        UpsSnapshot snapshot = UpsSnapshot.EMPTY.toBuilder().set("ups.id", "a").set(UpsVariable.of("UPS.ID", "b")).build();

        assertEquals(List.of("UPS.ID"), names(snapshot));
        assertEquals("b", snapshot.value("ups.id").orElseThrow());
    }

    @Test
    void aSnapshotStaysAsItIsWhileItsBuilderGoesOn() {
        UpsSnapshot.Builder builder = UpsSnapshot.EMPTY.toBuilder().set("ups.status", "OL").command("load.off");
        UpsSnapshot before = builder.build();
        UpsSnapshot after = builder.remove("ups.status").removeCommand("load.off").build();

        assertEquals("OL", before.value("ups.status").orElseThrow());
        assertEquals(UpsSnapshot.EMPTY, after);
        assertNotEquals(before, after);
        assertThrows(UnsupportedOperationException.class, () -> before.variables().clear());
        assertThrows(UnsupportedOperationException.class, () -> before.commands().clear());
    }

    @Test
    void variablesCanBeAddedAndTakenOutAnywhere() {
        UpsSnapshot.Builder builder = UpsSnapshot.EMPTY.toBuilder().set("m", "1").set("z", "2").set("a", "3").set("n", "4");
        UpsSnapshot all = builder.build();

        UpsSnapshot fewer = builder.remove("a").remove("Z").remove("absent").build();

        assertEquals(List.of("a", "m", "n", "z"), names(all));
        assertEquals(List.of("m", "n"), names(fewer));
        assertEquals("4", fewer.value("N").orElseThrow());
        assertNull(fewer.find("a"));
    }

    @Test
    void snapshotsOfTheSameCommandsShareThem() {
        UpsSnapshot first = UpsSnapshot.EMPTY.toBuilder().set("ups.id", "a").command("load.off").build();
        UpsSnapshot second = first.toBuilder().set("ups.id", "b").build();

        assertSame(first.commands(), second.commands());
    }

    private static List<String> names(UpsSnapshot snapshot) {
        return snapshot.variables().stream().map(UpsVariable::name).toList();
    }

    @Test
    void whatIsKnownOfAVariableNeedsTheVariable() {
        UpsSnapshot.Builder builder = UpsSnapshot.EMPTY.toBuilder();

        assertThrows(IllegalArgumentException.class, () -> builder.flags("ups.id", ValueFlag.RW));
        assertThrows(IllegalArgumentException.class, () -> builder.maximumLength("ups.id", 1));
        assertThrows(IllegalArgumentException.class, () -> builder.enumeration("ups.id", "x"));
        assertThrows(IllegalArgumentException.class, () -> builder.range("ups.id", 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new ValueRange(2, 1));
    }
}
