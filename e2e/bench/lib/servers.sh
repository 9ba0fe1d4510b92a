# shellcheck shell=bash
# The DHCP servers under test, each in a lab of its own. Sourced after lab.sh.
#
#   lab of one contender: rack0 192.168.77.1 (server) --- namespace "client": eth0 10.64.0.2 (perfdhcp, as a relay)
#
# A server's leases are in $LAB/dhcp; the peers run in a Debian unstable root, where that directory is /mnt.

NETWORK=10.64.0.0/12
RELAY=10.64.0.2
FIRST=10.64.1.0
LAST=10.79.255.254
LEASE_SECONDS=7200
PEERS=$CACHE/debian-sid

# The newest releases in a root of their own, kept in the cache.
peers_root() {
  [ ! -e "$PEERS/.complete" ] || return 0
  install_packages mmdebstrap || return 1
  echo "Making a Debian unstable root for the newest peers in $PEERS" >&2
  rm -rf "$PEERS"
  local mirror
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || { echo "The newest peers come from Debian's unstable suite: apt knows no mirror of Debian here" >&2; return 1; }
  # as this system reaches its mirrors
  apt-config dump | grep -E '^Acquire::(Check-|https?::)' >"$CACHE/apt.conf"
  if ! as_root mmdebstrap --variant=minbase --aptopt="$CACHE/apt.conf" --include=kea-dhcp4-server,kea-admin,dnsmasq-base \
    sid "$PEERS" "$mirror" >"$CACHE/mmdebstrap.log" 2>&1; then
    echo "It could not be made:" >&2
    tail -n 5 "$CACHE/mmdebstrap.log" >&2
    return 1
  fi
  touch "$PEERS/.complete"
}

debian_mirror() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(SITE)' 'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1
}

peers_versions() {
  echo "kea $(chroot "$PEERS" kea-dhcp4 -v), $(chroot "$PEERS" dnsmasq --version | sed -n '1s/ *Copyright.*//p')"
}

# bench_up CONTENDER PACKAGING: its lab, with no server yet
bench_up() {
  lab_create_namespaces && lab_create_network || return 1
  echo "$2" >"$LAB/run/packaging"
  mkdir -p "$LAB/dhcp" "$LAB/nats"
  chmod 750 "$LAB/dhcp"
  lab_in bash -ec '
    ip netns add client
    ip link add vclient type veth peer name eth0 netns client
    ip link set vclient master "$1" up
    ip -n client link set lo up
    ip -n client addr add "$2/12" dev eth0
    ip -n client link set eth0 up
    ip -n client route add "$3" dev eth0
    ip route add "$4" dev "$1"' client $BRIDGE $RELAY $SERVER $NETWORK || return 1
  [ "$1" = rackboot ] || lab_in mount --bind "$LAB/dhcp" "$PEERS/mnt"
}

# server_with CONTENDER empty|full: starts it with no leases or with those that were kept
server_with() {
  server_stop "$1"
  find "$LAB/dhcp" "$LAB/nats" -mindepth 1 -delete
  [ "$2" = empty ] || cp -a "$LAB/kept/." "$LAB"
  [ "$1" != rackboot ] || lab_start_nats || return 1
  "$1_configuration"
  server_start "$1"
}

# Starts the server while a client asks all the time. The seconds to the first OFFER are in run/ready.
server_start() { # CONTENDER
  "$1_command"
  rm -f "$LAB"/run/{offer,listening}
  lab_in ip netns exec client bash -c '
    tcpdump -i eth0 -n -tt -l -c 1 --immediate-mode udp src port 67 and src host "$2" >"$1/run/offer" 2>"$1/run/listening" </dev/null &
    until grep -qs "listening on" "$1/run/listening"; do sleep 0.01; done
    exec 3<> <(:)
    for ((i = 0; i < 12000; i++)); do
      [ ! -s "$1/run/offer" ] || exit 0
      cat "$1/run/discover" >"/dev/udp/$2/67"
      read -rt 0.005 <&3
    done' ask "$LAB" $SERVER 2>/dev/null &
  local asking=$!
  until grep -qs "listening on" "$LAB/run/listening"; do sleep 0.01; done
  lab_in bash -c 'lab=$1; shift; date +%s.%N >"$lab/run/began"; "$@" >>"$lab/log/server.log" 2>&1 </dev/null & echo $! >"$lab/run/server.pid"' \
    server "$LAB" "${COMMAND[@]}"
  wait $asking
  if [ ! -s "$LAB/run/offer" ]; then
    echo "$1 did not answer; its log ends:" >&2
    tail -n 20 "$LAB/log/server.log" >&2
    return 1
  fi
  LC_ALL=C awk 'NR == FNR { began = $1; next } { printf "%.3f\n", $1 - began }' "$LAB/run/began" "$LAB/run/offer" >"$LAB/run/ready"
}

server_stop() { # CONTENDER
  [ ! -e "$LAB/run/server.pid" ] || lab_signal TERM server
  [ ! -e "$LAB/run/nats-server.pid" ] || lab_signal TERM nats-server
}

# Ends the server and keeps its leases, and what nats-server has, for server_with CONTENDER full.
server_keep() { # CONTENDER
  server_stop "$1"
  mkdir -p "$LAB/kept"
  cp -a "$LAB/dhcp" "$LAB/nats" "$LAB/kept/"
}

# server_cpu NAME: milliseconds of both cores so far
server_cpu() {
  lab_in awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print int(($12 + $13) * 1000 / tick) }' "/proc/$(cat "$LAB/run/$1.pid")/stat"
}

server_resident() { # MiB
  lab_in awk '/^VmRSS/ { printf "%.0f\n", $2 / 1024 }' "/proc/$(cat "$LAB/run/server.pid")/status"
}

# Waits until what a start sets off (NATS compares 100,000 documents) is over.
server_settle() {
  local before after tries
  for tries in $(seq 60); do
    before=$(busy)
    sleep 0.4
    after=$(busy)
    [ $((after - before)) -gt 20 ] || return 0
  done
}

busy() {
  local name total=0
  for name in server nats-server; do
    [ ! -e "$LAB/run/$name.pid" ] || total=$((total + $(server_cpu $name)))
  done
  echo $total
}

rackboot_configuration() { :; }

# The JVM of the tests compiles quickly and not well; here it does as it does by default.
rackboot_command() {
  local program=("$TOP/dhcp-service/target/dhcp-service-0.1.0-SNAPSHOT-runner") jar=()
  if [ "$(cat "$LAB/run/packaging")" = jvm ]; then
    program=("$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
    jar=(-jar "$TOP/dhcp-service/target/quarkus-app/quarkus-run.jar")
  fi
  # shellcheck disable=SC2046
  COMMAND=("${program[@]}" $(service_settings dhcp-service) -Ddhcp.subnets.bench.network=$NETWORK
    -Ddhcp.subnets.bench.ranges=$FIRST-$LAST -Ddhcp.subnets.bench.lease-time=${LEASE_SECONDS}S
    '-Dquarkus.log.category."io.rackboot.dhcp.exchange".level=WARN' "${jar[@]}")
}

kea_configuration() {
  cat >"$LAB/dhcp/kea.conf" <<CONF
{ "Dhcp4": {
  "interfaces-config": { "interfaces": [ "$BRIDGE" ], "dhcp-socket-type": "udp" },
  "multi-threading": { "enable-multi-threading": true, "thread-pool-size": 2, "packet-queue-size": 64 },
  "lease-database": { "type": "memfile", "persist": true, "name": "/mnt/leases.csv", "lfc-interval": 0 },
  "reservations-in-subnet": false,
  "valid-lifetime": $LEASE_SECONDS,
  "subnet4": [ { "id": 1, "subnet": "$NETWORK", "pools": [ { "pool": "$FIRST - $LAST" } ] } ],
  "loggers": [ { "name": "kea-dhcp4", "severity": "WARN", "output-options": [ { "output": "stdout" } ] } ]
} }
CONF
}

kea_command() {
  COMMAND=(env KEA_DHCP_DATA_DIR=/mnt KEA_LOG_FILE_DIR=/mnt KEA_CONTROL_SOCKET_DIR=/mnt KEA_PIDFILE_DIR=/mnt
    KEA_LOCKFILE_DIR=/mnt chroot "$PEERS" kea-dhcp4 -c /mnt/kea.conf)
}

dnsmasq_configuration() {
  cat >"$LAB/dhcp/dnsmasq.conf" <<CONF
port=0
user=root
interface=$BRIDGE
bind-interfaces
dhcp-range=$FIRST,$LAST,255.240.0.0,$LEASE_SECONDS
dhcp-leasefile=/mnt/leases
dhcp-lease-max=1000000
dhcp-authoritative
no-ping
quiet-dhcp
CONF
}

dnsmasq_command() { COMMAND=(chroot "$PEERS" dnsmasq --keep-in-foreground --log-facility=- -C /mnt/dnsmasq.conf); }

# dnsmasq writes all its leases at each change: 100,000 of them by perfdhcp would take hours.
dnsmasq_leases() { # COUNT
  awk -v count="$1" -v ends=$(($(date +%s) + LEASE_SECONDS)) 'BEGIN {
    for (n = 256; n < 256 + count; n++) { # 10.64.1.0 and on
      high = int(n / 65536); middle = int(n / 256) % 256; low = n % 256
      printf "%d 02:ff:00:%02x:%02x:%02x 10.%d.%d.%d * *\n", ends, high, middle, low, 64 + high, middle, low
    }
  }'
}
