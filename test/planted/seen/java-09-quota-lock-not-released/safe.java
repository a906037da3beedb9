package com.acme.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

public final class QuotaLedger {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> used = new HashMap<>();
    private final int limit;

    public QuotaLedger(int limit) {
        this.limit = limit;
    }

    /** Takes one unit for the tenant, or answers false when its quota is used up. */
    public boolean tryTake(String tenant) {
        lock.lock();
        try {
            int current = used.getOrDefault(tenant, 0);
            if (current >= limit) {
                return false;
            }
            used.put(tenant, current + 1);
            return true;
        } finally {
            lock.unlock();
        }
    }

    public void reset() {
        lock.lock();
        try {
            used.clear();
        } finally {
            lock.unlock();
        }
    }
}
