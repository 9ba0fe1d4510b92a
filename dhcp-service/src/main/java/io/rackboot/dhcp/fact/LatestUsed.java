package io.rackboot.dhcp.fact;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map that holds so many keys at most and drops the one written longest ago.
final class LatestUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int limit;

    LatestUsed(int limit) {
        this.limit = limit;
    }

    @Override
    public V put(K key, V value) {
        remove(key);
        return super.put(key, value);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
