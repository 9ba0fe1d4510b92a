package io.rackboot.image.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/// What stat(2) says of a file, no link followed.
///
/// @param mode type and permissions
/// @param inode its number on the device
record FileStatus(
        int mode,
        long device,
        long inode,
        int links,
        long uid,
        long gid,
        long rdev,
        long size,
        FileTime modified,
        FileTime changed) {
    private static final int TYPE = 0170000;

    static FileStatus of(Path file) throws IOException {
        var values = Files.readAttributes(
                file, "unix:mode,dev,ino,nlink,uid,gid,rdev,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
        return new FileStatus(
                (int) number(values, "mode"),
                number(values, "dev"),
                number(values, "ino"),
                (int) number(values, "nlink"),
                number(values, "uid") & 0xFFFFFFFFL,
                number(values, "gid") & 0xFFFFFFFFL,
                number(values, "rdev"),
                number(values, "size"),
                (FileTime) values.get("lastModifiedTime"),
                (FileTime) values.get("ctime"));
    }

    /// Which file it is, whatever it is called.
    record Identity(long device, long inode) {}

    Identity identity() {
        return new Identity(device, inode);
    }

    FileVersion version() {
        return new FileVersion(device, inode, changed);
    }

    int type() {
        return mode & TYPE;
    }

    /// glibc's layout of a device number.
    long major() {
        return (rdev >>> 8 & 0xFFF) | (rdev >>> 32 & 0xFFFFF000L);
    }

    long minor() {
        return (rdev & 0xFF) | (rdev >>> 12 & 0xFFFFFF00L);
    }

    private static long number(Map<String, Object> values, String name) {
        return ((Number) values.get(name)).longValue();
    }
}
