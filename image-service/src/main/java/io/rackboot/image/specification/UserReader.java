package io.rackboot.image.specification;

import io.rackboot.image.specification.Steps.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads `users`. Each value becomes a field of /etc/passwd, /etc/group or /etc/shadow: no colon, no line break.
final class UserReader {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern PATH = Pattern.compile("(?=.{1,4095}\\z)(?:/[A-Za-z0-9._+@-]++)++|/");
    private static final Pattern HASH = Pattern.compile("[$][!-9;-~]{8,255}|[*]|[!]");
    private static final Pattern KEY = Pattern.compile("[^\\n\\r\\x00]{1,16384}");
    private static final List<String> ALLOWED = List.of("name", "uid", "home", "shell", "groups", "password", "keys");

    private final Consumer<Mistake> mistakes;

    UserReader(Consumer<Mistake> mistakes) {
        this.mistakes = mistakes;
    }

    List<User> read(Fields fields) {
        var users = new ArrayList<User>();
        for (var user : fields.mappings("users", ALLOWED)) {
            var name = user.requiredText("name", "a name").flatMap(f -> value(f, NAME, "1 to 32 of a-z 0-9 _ -"));
            var uid = user.text("uid", "a number").flatMap(f -> value(f, NUMBER, "0 to 999999999"));
            var home = user.text("home", "a path").flatMap(f -> value(f, PATH, "an absolute path"));
            var shell = user.text("shell", "a path").flatMap(f -> value(f, PATH, "an absolute path"));
            var groups = list(user, "groups", NAME, "a group's name, 1 to 32 of a-z 0-9 _ -");
            var password = user.text("password", "a hash")
                    .flatMap(f -> value(f, HASH, "a hash as of `mkpasswd`: $y$…; never the password itself"));
            var keys = list(user, "keys", KEY, "a line of authorized_keys");
            name.ifPresent(n -> users.add(new User(n, uid.map(Integer::valueOf), home, shell, groups, password, keys)));
        }
        return users;
    }

    private List<String> list(Fields fields, String name, Pattern form, String allowed) {
        return fields.has(name)
                ? fields.texts(name, allowed).stream()
                        .flatMap(f -> value(f, form, allowed).stream())
                        .toList()
                : List.of();
    }

    private Optional<String> value(Field<String> field, Pattern form, String allowed) {
        return field.matching(form, allowed, mistakes).map(Field::value);
    }
}
