# shellcheck shell=bash
# perfdhcp as the client, and what it measured. Sourced after servers.sh.

# The DHCPDISCOVER that a starting server is asked with, as a relay at $RELAY passes it on.
discover_message() {
  local giaddr
  giaddr=$(printf '\\x%02x' ${RELAY//./ })
  printf '%b' '\x01\x01\x06\x01rkbt' "$(zeros 16)" "$giaddr" '\x02\xfe\x00\x00\x00\x01' "$(zeros 202)" '\x63\x82\x53\x63\x35\x01\x01\xff' "$(zeros 52)"
}

zeros() { printf '\\x00%.0s' $(seq "$1"); }

# perfdhcp_run RATE SECONDS [ARGUMENT...]: clients that were never seen, each with one exchange. Prints "DISCOVERs sent,
# ACKs received, CPU milliseconds of the server, of perfdhcp and of nats-server"; perfdhcp's own words are in
# run/perfdhcp.
perfdhcp_run() {
  local rate=$1 seconds=$2 server nats=0
  shift 2
  server=$(server_cpu server)
  [ ! -e "$LAB/run/nats-server.pid" ] || nats=$(server_cpu nats-server)
  lab_in ip netns exec client bash -c 'lab=$1; shift; TIMEFORMAT="%U %S"; time "$@" >"$lab/run/perfdhcp" 2>&1' perfdhcp "$LAB" \
    chroot "$PEERS" perfdhcp -4 -g single -r "$rate" -p "$seconds" -R 16000000 -b "mac=$(fresh_base)" -W 500000 -l $RELAY "$@" $SERVER \
    2>"$LAB/run/perfdhcp.time"
  server=$(($(server_cpu server) - server))
  [ ! -e "$LAB/run/nats-server.pid" ] || nats=$(($(server_cpu nats-server) - nats))
  LC_ALL=C awk -v server="$server" -v nats="$nats" '
    FNR == NR { client = ($1 + $2) * 1000; next }
    /^\*\*\*Statistics for: / { kind = $3 }
    /^sent packets:/ && kind ~ /^DISCOVER/ { sent = $3 }
    /^received packets:/ && kind ~ /^REQUEST/ { acked = $3 }
    END { print sent + 0, acked + 0, server, client, nats }' "$LAB/run/perfdhcp.time" "$LAB/run/perfdhcp"
}

# A block of hardware addresses that no run had before.
fresh_base() {
  local run
  run=$(cat "$LAB/run/runs" 2>/dev/null || echo 0)
  echo $((run + 1)) >"$LAB/run/runs"
  printf '02:%02x:%02x:00:00:00' $((run / 256)) $((run % 256))
}

# perfdhcp_delays DISCOVER-OFFER|REQUEST-ACK: median and 99th percentile of the run before, ms; it had -x t
perfdhcp_delays() {
  LC_ALL=C awk -v kind="$1" '
    function seconds(t) { return substr(t, 1, 2) * 3600 + substr(t, 3, 2) * 60 + substr(t, 5) }
    /^\*\*\*/ { wanted = index($0, kind) }
    wanted && /^sent \/ received:/ { print (seconds($6) - seconds($4)) * 1000 }' "$LAB/run/perfdhcp" | sort -n | percentiles
}

# percentiles: of sorted numbers, the median and the 99th
percentiles() { LC_ALL=C awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)], v[int(NR * 0.99 + 0.5)] }'; }

# Packets that were lost for want of room: by the server's sockets and by perfdhcp's, so far.
lost_for_room() {
  local where
  for where in "" "ip netns exec client"; do
    # shellcheck disable=SC2086
    lab_in $where awk '/^Udp:/ && !n { for (i = 2; i <= NF; i++) if ($i == "RcvbufErrors") n = i; next } /^Udp:/ { print $n }' /proc/net/snmp
  done | tr '\n' ' '
}
