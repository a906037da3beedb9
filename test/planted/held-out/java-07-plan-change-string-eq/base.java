package com.acme.subscriptions;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

public class PlanChangeService {

    private final Clock clock;

    public PlanChangeService(Clock clock) {
        this.clock = clock;
    }

    public Optional<PlanChange> change(Subscription current, String requestedPlan) {
        String plan = requestedPlan.trim().toLowerCase(java.util.Locale.ROOT);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PlanChange(current.id(), current.plan(), plan, clock.instant()));
    }

    public record Subscription(long id, String plan) {}

    public record PlanChange(long subscriptionId, String from, String to, Instant at) {}
}
