# Asks a DHCP server for a lease (RFC 4388) as the relay agent that this host is, and prints the answer.
#
# usage: perl lease-query.pl SERVER ciaddr ADDRESS | chaddr HEX | client-identifier TEXT
use strict;
use warnings;
use IO::Socket::INET;
use Net::DHCP::Constants;
use Net::DHCP::Packet;

my ($server, $by, $value) = @ARGV;
my %header = (ciaddr => [Ciaddr => $value], chaddr => [Htype => 1, Hlen => 6, Chaddr => $value]);
my $socket = IO::Socket::INET->new(Proto => 'udp', LocalPort => 67, PeerAddr => $server, PeerPort => 67) or die $@;
my $query = Net::DHCP::Packet->new(
    Xid                     => int(rand(0xFFFFFFFF)),
    Htype                   => 0,
    Hlen                    => 0,
    Giaddr                  => $socket->sockhost,
    DHO_DHCP_MESSAGE_TYPE() => DHCPLEASEQUERY(),
    @{ $header{$by} // [] }
);
$query->addOptionRaw(DHO_DHCP_CLIENT_IDENTIFIER(), $value) if $by eq 'client-identifier';
$socket->send($query->serialize) or die $!;

alarm 10;
$socket->recv(my $bytes, 1500) // die $!;
my $answer = Net::DHCP::Packet->new($bytes);
die 'This answers another query' if $answer->xid != $query->xid;
print $answer->toString;

# It leaves the options of RFC 4388 as they are.
my $passed = $answer->getOptionRaw(DHO_CLIENT_LAST_TRANSACTION_TIME());
my $others = $answer->getOptionRaw(DHO_ASSOCIATED_IP());
print 'client-last-transaction-time = ', unpack('N', $passed), "\n" if defined $passed;
print 'associated-ip = ', join(' ', map { inet_ntoa($_) } unpack('(a4)*', $others)), "\n" if defined $others;
