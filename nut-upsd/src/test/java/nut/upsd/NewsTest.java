package nut.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nut.common.state.DataStatus;
import nut.common.state.UpsSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client that has asked for news is told, and when. */
class NewsTest {
    private static final List<String> OK = List.of("OK");
    private static final List<String> NOTHING = List.of();

    private NewsBench bench;
    private NewsClient client;

    @BeforeEach
    void serve() {
        bench = new NewsBench();
        bench.serve("su700", "other");
        bench.publish("su700", "ups.status", "OL", "ups.load", "10", "battery.charge", "100");
        client = bench.client();
    }

    @Test
    void aChangeOfAVariableThatWasNamedIsTold() {
        List<String> answer = client.ask("SUBSCRIBE su700 ups.status battery.charge");
        bench.publish("su700", "ups.status", "OB", "ups.load", "20", "battery.charge", "100");

        List<String> news = client.hear();

        assertEquals(OK, answer);
        assertEquals(List.of("VAR su700 ups.status \"OB\""), news);
    }

    @Test
    void whoNamesNoVariableIsToldOfEachChange() {
        client.ask("SUBSCRIBE su700");
        bench.publish("su700", "ups.status", "OB", "ups.load", "20", "battery.charge", "100", "ups.new", "a \"b\"");

        List<String> news = client.hear();

        assertEquals(List.of("VAR su700 ups.load \"20\"", "VAR su700 ups.new \"a \\\"b\\\"\"", "VAR su700 ups.status \"OB\""), news);
    }

    @Test
    void aPublicationWithoutNewsGivesNobodyATurn() {
        client.ask("SUBSCRIBE su700 ups.status");
        NewsClient ofOther = bench.client();
        ofOther.ask("SUBSCRIBE other");
        ofOther.hear();
        int before = client.turnsAsked() + ofOther.turnsAsked();

        bench.publish("su700", "ups.status", "OL", "ups.load", "20", "battery.charge", "90");

        assertEquals(before, client.turnsAsked() + ofOther.turnsAsked());
    }

    @Test
    void namesCountInAnyCaseAndAreToldAsTheyAreWrittenInUpsConfAndByTheDriver() {
        client.ask("subscribe SU700 UPS.Status ups.STATUS");
        bench.publish("su700", "ups.status", "OB");

        assertEquals(List.of("VAR su700 ups.status \"OB\""), client.hear());
    }

    @Test
    void newsComeBeforeTheAnswersOfTheirTurnAndNeverInAList() {
        client.ask("SUBSCRIBE su700 ups.status");
        bench.publish("su700", "ups.status", "OB");

        List<String> turn = client.ask("LIST VAR su700", "GET VAR su700 ups.status");

        assertEquals(List.of("VAR su700 ups.status \"OB\"", "BEGIN LIST VAR su700", "VAR su700 ups.status \"OB\"", "END LIST VAR su700",
            "VAR su700 ups.status \"OB\""), turn);
        assertEquals(NOTHING, client.hear());
    }

    @Test
    void dataThatGoStaleAreToldOnceAndThenEveryValue() {
        client.ask("SUBSCRIBE su700 ups.status battery.charge");
        UpsSnapshot known = UpsSnapshot.EMPTY.toBuilder().set("ups.status", "OL").set("battery.charge", "100").build();
        bench.publish("su700", DataStatus.FRESH, known);

        bench.publish("su700", DataStatus.STALE, known);
        List<String> stale = client.hear();
        bench.publish("su700", DataStatus.STALE, known);
        List<String> stillStale = client.hear();
        bench.publish("su700", DataStatus.FRESH, known);

        assertEquals(List.of("ERR DATA-STALE su700"), stale);
        assertEquals(NOTHING, stillStale);
        assertEquals(List.of("VAR su700 battery.charge \"100\"", "VAR su700 ups.status \"OL\""), client.hear());
    }

    @Test
    void aDriverThatHangsIsToldWhenMaxageIsOver() {
        client.ask("SUBSCRIBE su700");

        bench.later(NewsBench.MAX_AGE.plus(Duration.ofSeconds(1)));

        assertEquals(List.of("ERR DATA-STALE su700"), client.hear());
    }

    @Test
    void aDriverThatLeavesIsToldAndWhenItIsBackEveryValue() {
        client.ask("SUBSCRIBE su700");

        bench.leave("su700");
        List<String> gone = client.hear();
        bench.publish("su700", DataStatus.STARTING, UpsSnapshot.EMPTY);
        List<String> starting = client.hear();
        bench.publish("su700", "ups.status", "OL", "ups.load", "10");

        assertEquals(List.of("ERR DRIVER-NOT-CONNECTED su700"), gone);
        assertEquals(List.of("ERR DATA-STALE su700"), starting);
        assertEquals(List.of("VAR su700 ups.load \"10\"", "VAR su700 ups.status \"OL\"", "ERR VAR-NOT-SUPPORTED su700 battery.charge"),
            client.hear());
    }

    @Test
    void aStateThatIsBadAlreadyIsTheFirstNews() {
        List<String> answer = client.ask("SUBSCRIBE other");
        bench.publish("other", "ups.status", "OL");

        assertEquals(List.of("OK", "ERR DRIVER-NOT-CONNECTED other"), answer);
        assertEquals(List.of("VAR other ups.status \"OL\""), client.hear());
    }

    @Test
    void aVariableMayComeGoAndComeAgain() {
        client.ask("SUBSCRIBE su700 ups.alarm");
        bench.publish("su700", "ups.status", "OL", "ups.alarm", "Hot");
        List<String> came = client.hear();
        bench.publish("su700", "ups.status", "OL");
        List<String> went = client.hear();
        bench.publish("su700", "ups.status", "OL", "ups.alarm", "Hot");

        assertEquals(List.of("VAR su700 ups.alarm \"Hot\""), came);
        assertEquals(List.of("ERR VAR-NOT-SUPPORTED su700 ups.alarm"), went);
        assertEquals(List.of("VAR su700 ups.alarm \"Hot\""), client.hear());
    }

    @Test
    void aForcedShutdownIsNewsForEverybodyAfterTheAnswerToTheOneWhoSetIt() {
        NewsClient other = bench.client();
        other.ask("SUBSCRIBE su700 ups.status");

        List<String> answers = client.ask("SUBSCRIBE su700", "USERNAME mon", "PASSWORD mon", "FSD su700");

        assertEquals(List.of("OK", "OK", "OK", "OK FSD-SET"), answers);
        assertEquals(List.of("VAR su700 ups.status \"FSD OL\""), client.hear());
        assertEquals(List.of("VAR su700 ups.status \"FSD OL\""), other.hear());
    }

    @Test
    void aForcedShutdownOfAUpsWithoutStatusIsNoNewsOfAVariable() {
        bench.publish("other", "ups.load", "1");
        NewsClient other = bench.client();
        other.ask("SUBSCRIBE other");

        client.ask("USERNAME mon", "PASSWORD mon", "FSD other");

        assertEquals(NOTHING, other.hear());
    }

    @Test
    void aClientThatDoesNotReadIsToldOnlyTheNewestValues() {
        client.ask("SUBSCRIBE su700");
        for (int load = 11; load <= 1000; load++) {
            bench.publish("su700", "ups.status", load % 2 == 0 ? "OL" : "OB", "ups.load", Integer.toString(load), "battery.charge", "100");
        }
        bench.leave("su700");
        bench.publish("su700", "ups.status", "OL", "ups.load", "1000", "battery.charge", "99");

        List<String> news = client.hear();

        assertEquals(List.of("VAR su700 battery.charge \"99\"", "VAR su700 ups.load \"1000\"", "VAR su700 ups.status \"OL\""), news);
    }

    @Test
    void newsThatAreTooMuchForOneTurnAreAllToldInTheNextOnes() {
        String[] names = new String[400];
        for (int i = 0; i < names.length; i++) {
            names[i] = "ups" + i;
        }
        bench.serve(names);
        for (String name : names) {
            client.ask("SUBSCRIBE " + name);
        }
        for (String name : names) {
            bench.publish(name, "ups.id", "x".repeat(200));
        }

        List<Integer> turns = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (List<String> news = client.hear(); !news.isEmpty(); news = client.hear()) {
            turns.add(String.join("\n", news).length());
            all.addAll(news);
        }

        assertEquals(400, all.stream().filter(line -> line.startsWith("VAR ups")).distinct().count());
        assertTrue(turns.stream().allMatch(bytes -> bytes < 20_000), turns.toString());
    }

    @Test
    void aUpsThatIsTakenOutOfUpsConfIsToldAndHeardOfNoMore() {
        client.ask("SUBSCRIBE su700", "SUBSCRIBE other");
        NewsClient loggedIn = bench.client();
        loggedIn.ask("USERNAME mon", "PASSWORD mon", "LOGIN su700", "SUBSCRIBE su700");

        bench.serve("other");
        List<String> news = client.hear();
        bench.serve("su700", "other");
        bench.publish("su700", "ups.status", "OB");
        List<String> afterwards = client.hear();

        assertEquals(List.of("ERR UNKNOWN-UPS su700"), news.stream().filter(line -> line.contains("su700")).toList());
        assertEquals(NOTHING, afterwards);
        assertTrue(loggedIn.hungUp());
        assertEquals(OK, client.ask("SUBSCRIBE su700"));
    }

    @Test
    void whoUnsubscribesHearsNoMore() {
        client.ask("SUBSCRIBE su700");
        boolean listened = client.listens();

        List<String> answer = client.ask("UNSUBSCRIBE SU700");
        bench.publish("su700", "ups.status", "OB");

        assertEquals(OK, answer);
        assertEquals(NOTHING, client.hear());
        assertTrue(listened);
        assertFalse(client.listens());
    }

    @Test
    void aSecondSubscriptionToAUpsReplacesTheFirst() {
        client.ask("SUBSCRIBE su700 ups.status", "SUBSCRIBE su700 ups.load");

        bench.publish("su700", "ups.status", "OB", "ups.load", "20");

        assertEquals(List.of("VAR su700 ups.load \"20\""), client.hear());
    }

    @Test
    void whatAClientCanListenToIsBounded() {
        String thirty = "SUBSCRIBE su700";
        for (int i = 0; i < 29; i++) {
            thirty += " a.b" + i;
        }

        assertEquals(OK, client.ask(thirty));
        assertEquals(List.of("ERR INVALID-ARGUMENT"), client.ask(thirty + " one.more"));
        assertEquals(List.of("ERR INVALID-ARGUMENT"), client.ask("SUBSCRIBE su700 " + "x".repeat(65)));
        assertEquals(List.of("ERR INVALID-ARGUMENT"), client.ask("SUBSCRIBE su700 \"\""));
    }

    @Test
    void aClientThatListensToTooMuchIsRefusedAndKeepsWhatItHas() {
        String[] names = new String[600];
        for (int i = 0; i < names.length; i++) {
            names[i] = "ups" + i;
        }
        bench.serve(names);
        for (int i = 0; i < 512; i++) {
            assertEquals("OK", client.ask("SUBSCRIBE ups" + i).getFirst());
        }

        List<String> refused = client.ask("SUBSCRIBE ups599");
        List<String> replaced = client.ask("SUBSCRIBE ups0");
        client.ask("UNSUBSCRIBE ups1");
        List<String> admitted = client.ask("SUBSCRIBE ups599");

        assertEquals(List.of("ERR TOO-MANY-SUBSCRIPTIONS"), refused);
        assertEquals("OK", replaced.getFirst());
        assertEquals("OK", admitted.getFirst());
    }

    @Test
    void allClientsTogetherAreBoundedAndThoseThatLeaveMakeRoom() {
        StringBuilder request = new StringBuilder("SUBSCRIBE su700");
        for (int i = 0; i < 29; i++) {
            request.append(" a.b").append(i);
        }
        List<NewsClient> many = new ArrayList<>();
        for (int weight = 0; weight + 29 <= 32_768; weight += 29) {
            NewsClient one = bench.client();
            assertEquals(OK, one.ask(request.toString()));
            many.add(one);
        }

        List<String> refused = client.ask(request.toString());
        many.getFirst().leave();
        List<String> admitted = client.ask(request.toString());

        assertEquals(List.of("ERR TOO-MANY-SUBSCRIPTIONS"), refused);
        assertEquals(OK, admitted);
    }

    @Test
    void aClientThatHasLeftIsGivenNoTurn() {
        client.ask("SUBSCRIBE su700");
        client.leave();
        int before = client.turnsAsked();

        bench.publish("su700", "ups.status", "OB");

        assertEquals(before, client.turnsAsked());
    }
}
