package io.rackboot.image.foreign;

import java.util.Optional;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.PointerBase;
import org.jboss.logging.Logger;

/// The three functions of SHA256_Init(3ssl), in an executable. They are looked up where it runs, as not all machines
/// have the library; this class is initialized at run time therefore (native.extra in the module's pom.xml).
///
/// They stand beside the newer EVP functions in OpenSSL 3 and keep their state in the caller's memory, here an array on
/// the heap: there is nothing to give back.
final class LinkedSha256 {
    /// Bytes of a SHA256_CTX.
    static final int CONTEXT = 112;

    /// Bytes of a digest.
    static final int DIGEST = 32;

    private static final String LIBRARY = "libcrypto.so.3";
    private static final int RTLD_NOW = 2;

    /// Empty where the machine has no such library.
    static final Optional<LinkedSha256> LINKED = link();

    private static final class Loader {
        @CFunction("dlopen")
        static native PointerBase dlopen(CCharPointer file, int flags);

        @CFunction("dlsym")
        static native PointerBase dlsym(PointerBase library, CCharPointer name);
    }

    private interface Init extends CFunctionPointer {
        @InvokeCFunctionPointer
        int call(PointerBase context);
    }

    private interface Update extends CFunctionPointer {
        @InvokeCFunctionPointer
        int call(PointerBase context, PointerBase data, long length);
    }

    private interface Final extends CFunctionPointer {
        @InvokeCFunctionPointer
        int call(PointerBase digest, PointerBase context);
    }

    private final Init init;
    private final Update update;
    private final Final last;

    private LinkedSha256(Init init, Update update, Final last) {
        this.init = init;
        this.update = update;
        this.last = last;
    }

    private static Optional<LinkedSha256> link() {
        try (var name = CTypeConversion.toCString(LIBRARY)) {
            var library = Loader.dlopen(name.get(), RTLD_NOW);
            if (library.isNonNull()) {
                Init init = function(library, "SHA256_Init");
                Update update = function(library, "SHA256_Update");
                Final last = function(library, "SHA256_Final");
                if (init.isNonNull() && update.isNonNull() && last.isNonNull()) {
                    return Optional.of(new LinkedSha256(init, update, last));
                }
            }
        }
        Logger.getLogger(LinkedSha256.class)
                .infof("SHA-256 is computed by slower code: there is no %s on this machine", LIBRARY);
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static <T extends PointerBase> T function(PointerBase library, String name) {
        try (var symbol = CTypeConversion.toCString(name)) {
            return (T) Loader.dlsym(library, symbol.get());
        }
    }

    /// Begins a digest.
    ///
    /// @param context of [#CONTEXT] bytes
    void init(byte[] context) {
        try (var pinned = PinnedObject.create(context)) {
            require(init.call(pinned.addressOfArrayElement(0)));
        }
    }

    /// @param length more than 0
    void update(byte[] context, byte[] bytes, int offset, int length) {
        try (var state = PinnedObject.create(context);
                var data = PinnedObject.create(bytes)) {
            require(update.call(state.addressOfArrayElement(0), data.addressOfArrayElement(offset), length));
        }
    }

    /// @param digest of [#DIGEST] bytes, takes the digest
    void last(byte[] context, byte[] digest) {
        try (var state = PinnedObject.create(context);
                var result = PinnedObject.create(digest)) {
            require(last.call(result.addressOfArrayElement(0), state.addressOfArrayElement(0)));
        }
    }

    private static void require(int result) {
        if (result != 1) {
            throw new IllegalStateException("libcrypto's SHA-256 failed");
        }
    }
}
