package io.rackboot.inventory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.vertx.core.buffer.Buffer;

/// The arrows between packages.
@AnalyzeClasses(packages = "io.rackboot.inventory", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("io.rackboot.inventory.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_STORY_OF_A_BOOT_IS_PURE = classes()
            .that()
            .haveNameMatching(".*\\.boot\\.(Boot|BootState|Happening|History|NewBoot|Step|Deadlines)(\\$.*)?")
            .should()
            .onlyDependOnClassesThat(
                    DescribedPredicate.describe(
                            "are of the JDK, of events or of the story itself",
                            type -> type.getPackageName().startsWith("java.")
                                    || type.getPackageName().startsWith("io.rackboot.events")
                                    || type.getPackageName().equals("org.jspecify.annotations")
                                    || type.getName()
                                            .matches(
                                                    ".*\\.boot\\.(Boot|BootState|Happening|History|NewBoot|Step|Deadlines)(\\$.*)?(\\[\\])?")));

    /// What a static field holds is laid into the executable when it is compiled, and there a Buffer is refused.
    @ArchTest
    static final ArchRule NO_BUFFER_OUTLIVES_A_CALL =
            noFields().that().areStatic().should().haveRawType(Buffer.class);

    @ArchTest
    static final ArchRule FORMS_KNOW_NO_NATS = noClasses()
            .that()
            .resideInAnyPackage("io.rackboot.inventory.form..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rackboot.nats..", "io.quarkus..", "io.vertx..");
}
