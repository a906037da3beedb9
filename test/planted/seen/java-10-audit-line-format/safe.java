package com.acme.audit;

import java.time.Instant;

public final class AuditLineFormatter {

    public String format(AuditEvent event) {
        return String.format(
                "%s actor=%s action=%s resource=%s took=%dms",
                event.at(), event.actor(), event.action(), event.resource(), event.tookMillis());
    }

    public record AuditEvent(
            Instant at, String actor, String action, String resource, long tookMillis) {}
}
