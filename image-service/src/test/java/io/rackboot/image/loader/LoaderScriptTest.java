package io.rackboot.image.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.Ipv4;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoaderScriptTest {
    @Test
    void asksADhcpServer() {
        var media = new LoaderMedia(URI.create("http://10.0.0.2:8081"), Set.of(), Optional.empty(), Optional.empty());
        assertThat(LoaderScript.of(media, "node.1", Optional.empty())).isEqualTo("""
                #!ipxe
                echo Rackboot: loader of node.1
                :configure
                ifclose
                dhcp || goto again
                chain --replace --autofree --timeout 60000 http://10.0.0.2:8081/boot/${netX/mac:hexhyp}/boot.ipxe ||
                :again
                echo Rackboot: http://10.0.0.2:8081 did not take over; next try in 10 s, S for a shell
                prompt --key s --timeout 10000 || goto configure
                shell
                goto configure
                """);
    }

    @Test
    void hasAnAddressAndAnAuthorityOfItsOwn() {
        var address = new StaticAddress(
                "net1",
                new Ipv4("10.0.12.7"),
                22,
                Optional.of(new Ipv4("10.0.12.1")),
                Optional.of(new Ipv4("10.0.0.53")));
        var media =
                new LoaderMedia(URI.create("https://boot.example"), Set.of(), Optional.of(address), Optional.empty());
        assertThat(LoaderScript.of(media, "node.1", Optional.of("ca.der"))).contains("""
                certstore file:ca.der || certstore ca.der ||
                :configure
                ifclose
                set net1/ip 10.0.12.7
                set net1/netmask 255.255.252.0
                set net1/gateway 10.0.12.1
                set dns 10.0.0.53
                ifopen net1 || goto again
                chain --replace --autofree --timeout 60000 https://boot.example/boot/${netX/mac:hexhyp}/boot.ipxe ||
                :again
                """);
    }
}
