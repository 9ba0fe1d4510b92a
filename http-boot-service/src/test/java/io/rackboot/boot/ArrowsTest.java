package io.rackboot.boot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The arrows between the packages, as their package-info says.
@AnalyzeClasses(packages = "io.rackboot.boot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    private static final String HERE = "io.rackboot.boot.";

    @ArchTest
    static final ArchRule SCRIPTS_AND_TOKENS_KNOW_THE_CONTRACT_ONLY = classes()
            .that()
            .resideInAnyPackage(HERE + "script", HERE + "token")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "io.rackboot.events..",
                    HERE + "script",
                    HERE + "token");

    @ArchTest
    static final ArchRule THE_CACHE_KNOWS_NO_MACHINE = classes()
            .that()
            .resideInAPackage(HERE + "artifact")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify..", "org.jboss.logging..", "io.rackboot.events..", HERE + "artifact");

    @ArchTest
    static final ArchRule ONLY_DELIVERY_KNOWS_VERTX = classes()
            .that()
            .resideInAnyPackage(HERE + "answer", HERE + "machine", HERE + "fact", HERE + "phonehome")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("io.rackboot.boot.(*)..").should().beFreeOfCycles();
}
