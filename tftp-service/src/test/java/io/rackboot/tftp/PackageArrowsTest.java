package io.rackboot.tftp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The arrows between packages: `wire <- transfer <- tftp -> files`.
@AnalyzeClasses(packages = "io.rackboot.tftp", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageArrowsTest {
    private static final String WIRE = "io.rackboot.tftp.wire";
    private static final String TRANSFER = "io.rackboot.tftp.transfer";
    private static final String FILES = "io.rackboot.tftp.files";

    @ArchTest
    static final ArchRule WIRE_KNOWS_THE_JDK_ALONE = classes()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", WIRE);

    @ArchTest
    static final ArchRule TRANSFER_KNOWS_WIRE_ALONE = classes()
            .that()
            .resideInAPackage(TRANSFER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", WIRE, TRANSFER);

    @ArchTest
    static final ArchRule FILES_KNOW_NO_PROTOCOL = classes()
            .that()
            .resideInAPackage(FILES)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.rackboot.events..", FILES);

    @ArchTest
    static final ArchRule ONLY_THE_LISTENER_KNOWS_NETTY = noClasses()
            .that()
            .haveNameNotMatching("io\\.rackboot\\.tftp\\.Listener.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");
}
