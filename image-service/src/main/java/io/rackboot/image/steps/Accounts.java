package io.rackboot.image.steps;

import io.rackboot.image.specification.Steps.User;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The users and groups of a root: /etc/passwd, group, shadow and gshadow, changed line by line.
public final class Accounts {
    private static final int FIRST_ID = 1000;
    private static final int LAST_ID = 59_999;
    private static final Attributes SECRET = Attributes.root(0640);

    private final Tree tree;
    private final AccountTable users;
    private final AccountTable groups;
    private final AccountTable passwords;
    private final AccountTable groupPasswords;

    /// Reads them; a root without them has none.
    public Accounts(Tree tree) throws IOException {
        this.tree = tree;
        users = AccountTable.read(tree, "/etc/passwd", Attributes.root(0644), 7);
        groups = AccountTable.read(tree, "/etc/group", Attributes.root(0644), 4);
        passwords = AccountTable.read(tree, "/etc/shadow", SECRET, 9);
        groupPasswords = AccountTable.read(tree, "/etc/gshadow", SECRET, 4);
    }

    /// {@return the number of a user: itself, or as the root's /etc/passwd says}
    public long uid(String user) throws RefusedSourceException {
        return id(users, user, "user");
    }

    /// {@return the number of a group}
    public long gid(String group) throws RefusedSourceException {
        return id(groups, group, "group");
    }

    /// Makes a user, or changes what is said of one that is there, and writes the tables.
    public void apply(User user) throws IOException {
        if (users.find(user.name()).isEmpty()) {
            add(user);
        }
        requireNumber(user);
        user.shell().ifPresent(shell -> users.set(user.name(), 6, shell));
        user.home().ifPresent(home -> users.set(user.name(), 5, home));
        user.password().ifPresent(hash -> password(user.name(), hash));
        for (var group : user.groups()) {
            join(user.name(), group);
        }
        for (var table : List.of(users, groups, passwords, groupPasswords)) {
            table.write();
        }
        var row = users.find(user.name()).orElseThrow();
        new HomeDirectory(tree, row.get(5), users.number(row, 2), users.number(row, 3)).make(user);
    }

    /// A user that is there keeps its number: files of the root are this number's.
    private void requireNumber(User user) throws RefusedSourceException {
        var present = users.find(user.name()).orElseThrow().get(2);
        var wanted = user.uid().map(String::valueOf).orElse(present);
        if (!wanted.equals(present)) {
            throw new RefusedSourceException("user " + user.name() + ": has the number " + present
                    + " in the root, not " + wanted + "; it cannot be changed");
        }
    }

    private void password(String name, String hash) {
        addPassword(name);
        passwords.set(name, 1, hash);
        // Whatever else stands there is the password itself, and /etc/shadow is not asked.
        users.set(name, 1, "x");
    }

    private void addPassword(String name) {
        // Without a day of the last change: no age, and the same bytes on every day.
        passwords.add(List.of(name, "!", "", "0", "99999", "7", "", "", ""));
    }

    private void add(User user) throws RefusedSourceException {
        var uid = user.uid().isPresent() ? String.valueOf(user.uid().get()) : free(users);
        if (users.rows().stream().anyMatch(row -> row.get(2).equals(uid))) {
            throw new RefusedSourceException("user " + user.name() + ": the number " + uid + " is another user's");
        }
        var group = groups.find(user.name());
        var taken = groups.rows().stream().anyMatch(row -> row.get(2).equals(uid));
        var gid = group.isPresent() ? group.get().get(2) : addGroup(user.name(), taken ? free(groups) : uid);
        var home = user.home().orElse("/home/" + user.name());
        var shell =
                user.shell().orElse(tree.resolve("/bin/bash") instanceof Resolution.Found ? "/bin/bash" : "/bin/sh");
        users.add(List.of(user.name(), "x", uid, gid, "", home, shell));
        addPassword(user.name());
    }

    private String addGroup(String name, String gid) {
        groups.add(List.of(name, "x", gid, ""));
        groupPasswords.add(List.of(name, "!", "", ""));
        return gid;
    }

    private void join(String user, String group) throws RefusedSourceException {
        if (groups.find(group).isEmpty()) {
            addGroup(group, free(groups));
        }
        for (var table : List.of(groups, groupPasswords)) {
            table.find(group).ifPresent(row -> {
                var members = Stream.of(row.get(3).split(","))
                        .filter(member -> !member.isEmpty())
                        .toList();
                if (!members.contains(user)) {
                    table.set(
                            group,
                            3,
                            String.join(
                                    ",",
                                    Stream.concat(members.stream(), Stream.of(user))
                                            .toList()));
                }
            });
        }
    }

    private static String free(AccountTable table) throws RefusedSourceException {
        var taken = table.rows().stream().map(row -> row.get(2)).collect(Collectors.toSet());
        for (var id = FIRST_ID; id <= LAST_ID; id++) {
            if (!taken.contains(String.valueOf(id))) {
                return String.valueOf(id);
            }
        }
        throw new RefusedSourceException(
                "all numbers of users or groups from " + FIRST_ID + " to " + LAST_ID + " are taken in the root");
    }

    private static long id(AccountTable table, String name, String kind) throws RefusedSourceException {
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(name);
        }
        if (name.equals("root")) {
            return 0;
        }
        var row = table.find(name);
        if (row.isEmpty()) {
            throw new RefusedSourceException("the root has no " + kind + " " + name);
        }
        return table.number(row.get(), 2);
    }
}
