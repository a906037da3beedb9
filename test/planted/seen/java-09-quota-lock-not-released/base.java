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

    public void record(String tenant) {
        lock.lock();
        try {
            used.merge(tenant, 1, Integer::sum);
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
