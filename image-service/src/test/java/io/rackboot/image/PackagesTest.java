package io.rackboot.image;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/// Which package may know which.
@AnalyzeClasses(packages = "io.rackboot.image", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    private static final String BASE = "io.rackboot.image.";

    @ArchTest
    static final ArchRule TREE = only("tree");

    @ArchTest
    static final ArchRule CPIO = only("cpio", BASE + "tree");

    @ArchTest
    static final ArchRule COMPRESS = only(
            "compress", "io.airlift.compress..", "com.github.luben.zstd..", "org.jboss.logging..", "org.tukaani.xz..");

    @ArchTest
    static final ArchRule ARCHIVE = only("archive", BASE + "tree", "io.airlift.compress..", "org.tukaani.xz..");

    @ArchTest
    static final ArchRule KERNEL = only("kernel", BASE + "tree");

    @ArchTest
    static final ArchRule INIT = only("init", BASE + "tree", BASE + "script");

    @ArchTest
    static final ArchRule SPECIFICATION = only(
            "specification",
            BASE + "tree",
            BASE + "archive",
            BASE + "kernel",
            BASE + "compress",
            "io.rackboot.events..",
            BASE + "oci",
            BASE + "loader",
            BASE + "slimming",
            "org.yaml.snakeyaml..");

    @ArchTest
    static final ArchRule OCI = only(
            "oci",
            BASE + "tree",
            BASE + "archive",
            BASE + "process",
            BASE + "store",
            "com.fasterxml.jackson..",
            "javax.net.ssl..");

    @ArchTest
    static final ArchRule TRUST = only("trust", "javax.net.ssl..");

    @ArchTest
    static final ArchRule SCRIPT = only("script");

    @ArchTest
    static final ArchRule PROCESS = only("process");

    @ArchTest
    static final ArchRule SQUASHFS = only("squashfs", BASE + "tree", BASE + "archive", BASE + "process");

    @ArchTest
    static final ArchRule STORE = only("store", BASE + "process", BASE + "foreign");

    @ArchTest
    static final ArchRule FOREIGN = only(
            "foreign",
            "io.quarkus.runtime..",
            "org.graalvm.nativeimage..",
            "org.graalvm.word..",
            "org.jboss.logging..");

    @ArchTest
    static final ArchRule SANDBOX = only("sandbox", BASE + "tree", BASE + "archive", BASE + "process", BASE + "script");

    @ArchTest
    static final ArchRule STEPS = only("steps", BASE + "tree", BASE + "slimming", BASE + "specification");

    @ArchTest
    static final ArchRule SLIMMING = only("slimming", BASE + "tree");

    @ArchTest
    static final ArchRule PACKAGES = only("packages", BASE + "tree", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule SIZE =
            only("size", BASE + "tree", BASE + "packages", BASE + "slimming", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule BOOTSTRAP = only("bootstrap", BASE + "specification", BASE + "process", BASE + "sandbox");

    @ArchTest
    static final ArchRule EXT4 = only("ext4", BASE + "tree");

    @ArchTest
    static final ArchRule EFI = only("efi", BASE + "tree", BASE + "archive", BASE + "process");

    @ArchTest
    static final ArchRule LOADER =
            only("loader", BASE + "tree", BASE + "efi", BASE + "process", "io.rackboot.events..");

    @ArchTest
    static final ArchRule SIGNING = only("signing", BASE + "process");

    @ArchTest
    static final ArchRule COMMAND = only(
            "command",
            BASE + "build",
            BASE + "compress",
            BASE + "publish",
            BASE + "specification",
            BASE + "store",
            "io.rackboot.events..",
            "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule CHANNEL =
            only("channel", "io.rackboot.events..", "io.rackboot.nats..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule BOOT_TEST = only(
            "boottest",
            BASE + "channel",
            BASE + "process",
            BASE + "store",
            "io.rackboot.events..",
            "io.vertx.core..",
            "com.fasterxml.jackson..",
            "org.jboss.logging..");

    @ArchTest
    static final ArchRule SHARE = only(
            "share",
            BASE + "build",
            BASE + "store",
            "io.rackboot.events..",
            "io.rackboot.nats..",
            "com.fasterxml.jackson..",
            "org.jboss.logging..");

    @ArchTest
    static final ArchRule DIFF = only("diff", BASE + "tree", "io.rackboot.events..");

    @ArchTest
    static final ArchRule BUILD_KNOWS_NEITHER_QUARKUS_NOR_NATS = noClasses()
            .that()
            .resideInAPackage(BASE + "build")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.rackboot.nats..", "jakarta..", BASE + "publish");

    private static final Set<String> OF_THE_MACHINE =
            Set.of("System.getenv", "System.getProperty", "Runtime.getRuntime", "Compression.processors");

    /// A native executable has its constants from the machine that made it.
    @ArchTest
    static final ArchRule NO_CONSTANT_IS_OF_A_MACHINE = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.<JavaMethodCall>describe(
                    "a static initializer asks what the machine is like",
                    call -> call.getOrigin().getName().equals("<clinit>")
                            && OF_THE_MACHINE.contains(call.getTargetOwner().getSimpleName() + "." + call.getName())));

    private static ArchRule only(String name, String... others) {
        var allowed = new String[others.length + 3];
        System.arraycopy(others, 0, allowed, 0, others.length);
        allowed[others.length] = BASE + name;
        allowed[others.length + 1] = "java..";
        allowed[others.length + 2] = "org.jspecify..";
        return classes()
                .that()
                .resideInAPackage(BASE + name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }
}
