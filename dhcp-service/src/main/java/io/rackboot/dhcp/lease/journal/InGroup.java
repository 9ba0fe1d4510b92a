package io.rackboot.dhcp.lease.journal;

/// Where a record stands. In the file both numbers share eight bytes: `group << 16 | toCome`.
///
/// @param group the number of its group; groups are numbered without a gap
/// @param toCome how many records of the group follow it, at most 65,535
record InGroup(long group, int toCome) {
    static final int MOST_TO_COME = 0xffff;

    /// Of the field, for what is to come; the others are the group's.
    static final int BITS = 16;

    InGroup {
        if (group < 0 || group >> (Long.SIZE - 1 - BITS) != 0 || toCome < 0 || toCome > MOST_TO_COME) {
            throw new IllegalArgumentException("no place in a group: " + toCome + " to come in group " + group);
        }
    }

    static InGroup of(long field) {
        return new InGroup(field >>> BITS, (int) (field & MOST_TO_COME));
    }

    long field() {
        return group << BITS | toCome;
    }

    boolean isLast() {
        return toCome == 0;
    }

    /// {@return the group of the record after this one}
    long nextGroup() {
        return isLast() ? group + 1 : group;
    }

    boolean follows(InGroup before) {
        return group == before.nextGroup() && (before.isLast() || toCome == before.toCome - 1);
    }
}
