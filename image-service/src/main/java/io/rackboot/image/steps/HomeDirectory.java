package io.rackboot.image.steps;

import io.rackboot.image.specification.Steps.User;
import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import io.rackboot.image.tree.Node;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Resolution;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Where a user is at home in a root, and the keys that open it.
///
/// @param path as /etc/passwd of the root has it
/// @param uid whose it is
/// @param gid whose it is
record HomeDirectory(Tree tree, String path, long uid, long gid) {

    /// Makes it where it is not there, and adds the keys that are not there.
    void make(User user) throws IOException {
        if (!path.startsWith("/") || List.of(path.split("/")).contains("..")) {
            throw new RefusedSourceException("user " + user.name() + ": the home directory '" + path + "'");
        }
        directory(path);
        if (!user.keys().isEmpty()) {
            directory(path + "/.ssh");
            keys(user.keys());
        }
    }

    private void directory(String place) throws RefusedSourceException {
        if (!(tree.resolve(place) instanceof Resolution.Found)) {
            tree.place(place, new Node.Directory(new Attributes(0700, uid, gid)));
        }
    }

    private void keys(List<String> keys) throws IOException {
        var file = path + "/.ssh/authorized_keys";
        var attributes = new Attributes(0600, uid, gid);
        var lines = new ArrayList<>(new TextFile(tree, file, attributes).lines().orElse(List.of()));
        keys.stream().filter(key -> !lines.contains(key)).forEach(lines::add);
        tree.place(file, Node.file(attributes, Content.text(String.join("\n", lines) + "\n")));
    }
}
