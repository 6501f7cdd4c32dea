package dev.holdfast.pricing.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Days of the week and hours at which a rule applies, by the clocks of a time zone. When a clock is put back, the hour
 * that comes twice counts twice; when it is put forward, what lies in the hour that is left out does not happen.
 *
 * @param weekdays the days; empty for all. Hours that cross midnight belong to the day on which they begin
 * @param from the time of day from which on it applies
 * @param to the time of day from which on it no longer applies; not after {@code from} when it crosses midnight, and
 *     the same as {@code from} for the whole day
 * @param zone whose clocks count
 */
public record Schedule(Set<DayOfWeek> weekdays, LocalTime from, LocalTime to, ZoneId zone) {
    /** Copies the days. */
    public Schedule {
        weekdays = Set.copyOf(weekdays);
    }

    /** Whether a moment lies in it. */
    public boolean covers(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek today = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return isOn(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return isOn(today) && !time.isBefore(from) || isOn(today.minus(1)) && time.isBefore(to);
    }

    private boolean isOn(DayOfWeek day) {
        return weekdays.isEmpty() || weekdays.contains(day);
    }
}
