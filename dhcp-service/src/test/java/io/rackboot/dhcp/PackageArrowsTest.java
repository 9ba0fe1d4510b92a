package io.rackboot.dhcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The arrows between packages: `wire <- lease, reply <- server <- socket`.
@AnalyzeClasses(packages = "io.rackboot.dhcp", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageArrowsTest {
    private static final String WIRE = "io.rackboot.dhcp.wire";
    private static final String LEASE = "io.rackboot.dhcp.lease..";
    private static final String FACT = "io.rackboot.dhcp.fact";
    private static final String DOCUMENT = "io.rackboot.dhcp.document";
    private static final String SERVER = "io.rackboot.dhcp.server";
    private static final String REPLY = "io.rackboot.dhcp.reply";

    @ArchTest
    static final ArchRule WIRE_KNOWS_THE_JDK_ALONE = classes()
            .that()
            .resideInAPackage(WIRE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", WIRE);

    @ArchTest
    static final ArchRule LEASE_KNOWS_WIRE_ALONE = classes()
            .that()
            .resideInAPackage(LEASE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", WIRE, LEASE);

    @ArchTest
    static final ArchRule REPLY_DECIDES_AND_DOES_NOTHING = classes()
            .that()
            .resideInAPackage(REPLY)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.time",
                    "java.util..",
                    "org.jspecify..",
                    "io.rackboot.events..",
                    WIRE,
                    "io.rackboot.dhcp.lease",
                    REPLY);

    @ArchTest
    static final ArchRule THE_IMPORTS_PARSERS_ARE_PURE = classes()
            .that()
            .resideInAPackage("io.rackboot.dhcp.migration.*")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.time",
                    "java.util..",
                    "org.jspecify..",
                    "io.rackboot.events",
                    WIRE,
                    "io.rackboot.dhcp.lease",
                    "io.rackboot.dhcp.option",
                    "io.rackboot.dhcp.migration.*");

    @ArchTest
    static final ArchRule THE_IMPORT_KNOWS_NO_SERVER = noClasses()
            .that()
            .resideInAPackage("io.rackboot.dhcp.migration..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.rackboot.dhcp",
                    "io.rackboot.dhcp.socket",
                    "io.rackboot.nats..",
                    "io.quarkus..",
                    SERVER,
                    REPLY,
                    FACT,
                    DOCUMENT);

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_SOCKETS_BUT_THE_APPLICATION = noClasses()
            .that()
            .resideInAnyPackage(FACT, DOCUMENT, SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rackboot.dhcp", "io.rackboot.dhcp.socket", "io.quarkus..");

    @ArchTest
    static final ArchRule FACTS_AND_THE_SERVER_KNOW_NO_NATS = noClasses()
            .that()
            .resideInAnyPackage(FACT, SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rackboot.nats..", DOCUMENT);

    @ArchTest
    static final ArchRule FACTS_AND_DOCUMENTS_KNOW_NO_SERVER = noClasses()
            .that()
            .resideInAnyPackage(FACT, DOCUMENT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SERVER);

    @ArchTest
    static final ArchRule ONLY_SOCKETS_KNOW_NETTY = noClasses()
            .that()
            .resideOutsideOfPackage("io.rackboot.dhcp.socket..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");
}
