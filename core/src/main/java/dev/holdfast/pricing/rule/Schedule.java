package dev.holdfast.pricing.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Days of the week and hours at which a rule applies, in local time. When clocks are set back, the repeated hour counts
 * both times; when they are set forward, the rule does not apply during the skipped hour.
 *
 * @param weekdays the days; empty for all. Hours that cross midnight belong to the day on which they begin
 * @param from the time of day at which the rule starts to apply
 * @param to the time of day at which the rule stops applying; before {@code from} if the hours cross midnight, and equal
 *     to {@code from} for the whole day
 * @param zone the time zone
 */
public record Schedule(Set<DayOfWeek> weekdays, LocalTime from, LocalTime to, ZoneId zone) {
    /** Copies the days. */
    public Schedule {
        weekdays = Set.copyOf(weekdays);
    }

    /** Whether the rule applies at a moment. */
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
