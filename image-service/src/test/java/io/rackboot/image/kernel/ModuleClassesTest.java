package io.rackboot.image.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleClassesTest {
    private static final ModuleClasses TABLE = ModuleClasses.of("""
            # a remark
            base: loop
            cards: drivers/net/ethernet/   # all of them
                drivers/net/phy/ mii
            rack: @cards @rack drivers/ata/
            first-stage: @cards
            """);

    @Test
    void aClassIsDirectoriesNamesAndOtherClasses() {
        assertThat(TABLE.words()).containsExactly("base", "cards", "rack");
        var directory = directory(
                "kernel/drivers/net/ethernet/intel/igb/igb.ko",
                "kernel/drivers/net/mii.ko.xz",
                "kernel/drivers/net/ethernet.ko",
                "kernel/drivers/ata/ahci.ko",
                "kernel/drivers/block/loop.ko",
                "kernel/drivers/block/nbd.ko");
        assertThat(TABLE.modules(directory, List.of())).isEmpty();
        assertThat(TABLE.modules(directory, List.of("cards"))).containsExactly("igb", "loop", "mii");
        assertThat(TABLE.modules(directory, List.of("rack"))).containsExactly("ahci", "igb", "loop", "mii");
        assertThat(TABLE.ofFirstStage("kernel/drivers/net/phy/realtek.ko", List.of()))
                .isTrue();
        assertThat(TABLE.ofFirstStage("kernel/drivers/ata/ahci.ko", List.of())).isFalse();
        assertThat(TABLE.ofFirstStage("kernel/drivers/ata/ahci.ko", List.of("rack")))
                .isTrue();
    }

    @Test
    void theTablesOwnReferencesLeadSomewhere() {
        var table = ModuleClasses.read().table();
        table.values().stream()
                .flatMap(List::stream)
                .filter(what -> what.startsWith("@"))
                .forEach(what -> assertThat(table).containsKey(what.substring(1)));
        assertThat(table).containsKeys("base", "first-stage", "virtual", "server", "thin-client");
    }

    @Test
    void virtualMachinesGetTheirDrivers() throws IOException {
        var modules = ModuleDirectory.read(Commands.modules(Commands.kernel()));
        assertThat(ModuleClasses.read().modules(modules, List.of("virtual")))
                .contains("virtio_net", "virtio_blk", "virtio_pci", "overlay", "squashfs");
    }

    private static ModuleDirectory directory(String... paths) {
        var byName = new HashMap<String, String>();
        for (var path : paths) {
            byName.put(ModuleDirectory.name(path), path);
        }
        return new ModuleDirectory(
                new ModuleFiles.OfMachine(Path.of("/x")), "6.9", byName, Map.of(), Set.of(), Map.of());
    }
}
