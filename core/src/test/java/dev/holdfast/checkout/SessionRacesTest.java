package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import dev.holdfast.verify.VerifyReport;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A payment that completes a session races with all that can end the session or take its units, on two servers:
 * {@code -Draces=} says how often, {@code -Dseed=} repeats the choices.
 */
class SessionRacesTest {
    private static final int RACES = Integer.getInteger("races", 200);
    private static final int TABLES = 3;

    // A thread that takes too long counts as one that hangs.
    private static final int AT_A_TIME = 100;

    private final long seed = Seed.of(SessionRacesTest.class);
    private final TestShop shop = new TestShop();
    private final List<Holdfast> servers =
            List.of(shop.holdfast, shop.builder().lanes(4).build());
    private final Queue<SessionRace> races = new ConcurrentLinkedQueue<>();

    @Test
    void noPaymentIsLostAndNoPaidOrderIsWithoutItsUnits() throws Exception {
        shop.rule("{'code': 'RACE', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.rule(
                "{'code': 'FIRST', 'conditions': {'nth_order': 1}, 'discount': {'type': 'percent_off', 'percent': 5}}");
        AtomicInteger next = new AtomicInteger();
        int rounds = Seed.rounds(RACES);

        while (next.get() < rounds) {
            int until = Math.min(rounds, next.get() + AT_A_TIME);
            Threads.all(TABLES, table -> race(next, until));
            next.set(until);
        }

        System.out.println("SessionRacesTest: " + rounds + " races, " + totals());
        assertThat(races).hasSize(rounds);
        assertThat(races.stream().flatMap(race -> race.contradictions().stream()))
                .as("-Dseed=" + seed)
                .isEmpty();
        assertThat(shop.contradictions()).as("-Dseed=" + seed).isZero();
        theBooksAreSound();
    }

    private void race(AtomicInteger next, int until) throws Exception {
        for (int number = next.getAndIncrement(); number < until; number = next.getAndIncrement()) {
            SessionRace race = new SessionRace(shop, servers, number, new Random(seed + number));
            races.add(race);
            race.run();
        }
    }

    private Map<String, Integer> totals() {
        Map<String, Integer> totals = new TreeMap<>();
        races.forEach(race -> race.outcomes().forEach((outcome, times) -> totals.merge(outcome, times, Integer::sum)));
        return totals;
    }

    /** What was paid for no order is owed, and is all that is to be found. */
    private void theBooksAreSound() {
        Map<String, Long> found = shop.holdfast.verify().results().stream()
                .collect(Collectors.toMap(VerifyReport.Result::invariant, VerifyReport.Result::violations));
        long owed = races.stream().mapToLong(SessionRace::owedSessions).sum();
        assertThat(found.remove("session_payments")).as("-Dseed=" + seed).isEqualTo(owed);
        assertThat(found)
                .as("-Dseed=" + seed)
                .allSatisfy((invariant, times) -> assertThat(times).isZero());
        assertThat(shop.count("""
                select (select count(*) from (
                          select from #promo_uses u join #promo_codes p on p.id = u.code_id
                          where u.order_id is not null and not u.overrun
                          group by p.id having count(*) > p.max_uses) as beyond)
                     + (select count(*) from (
                          select from #order_payments group by reference having count(distinct order_id) > 1) as twice)
                     + (select count(*) from #checkout_session_payments p
                        join #checkout_sessions s on s.id = p.session_id and s.order_id is not null
                        left join #order_payments o on o.order_id = s.order_id and o.reference = p.reference
                        where o.order_id is null)""")).as("-Dseed=" + seed).isZero();
        long ordered = races.stream().mapToLong(SessionRace::orders).sum();
        assertThat(shop.count("select count(*) from #orders"))
                .as("-Dseed=" + seed)
                .isEqualTo(ordered);
    }
}
