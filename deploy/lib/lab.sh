# A rack in network, mount and process namespaces of its own. Sourced.
#
#   host | namespace: rack0 (bridge, 192.168.77.1/24) --- tapN --- virtual machine N
#        |            nats-server and the five services listen on rack0
#
# The first process of the process namespace holds all others: when it ends, however it ends, the kernel ends them
# and takes the interfaces away. Without root a user namespace is put around it.

LAB=${RACKBOOT_LAB:-${TMPDIR:-/tmp}/rackboot-lab-$(id -u)}
BRIDGE=rack0
SERVER=192.168.77.1
RACK=r1
SERVICES="dhcp-service tftp-service http-boot-service image-service inventory-service"

# The runtime data of a service that is still starting reads "connection refused", which is no news.
quietly() { "$@" >/dev/null 2>&1; }

lab_user_namespace() { [ "$(id -u)" = 0 ] || echo "--user --map-root-user"; }

lab_create_namespaces() {
  mkdir -p "$LAB/log" "$LAB/run"
  # shellcheck disable=SC2046
  setsid unshare $(lab_user_namespace) --net --mount --pid --fork --kill-child --mount-proc \
    bash -c 'mount --make-rprivate / && mount -t tmpfs tmpfs /run && : >"$1" && trap "exit 0" TERM && { sleep infinity & wait; }' \
    rackboot-lab "$LAB/run/ready" >"$LAB/log/namespaces.log" 2>&1 </dev/null &
  local unshare=$! tries
  for tries in $(seq 100); do
    [ -e "$LAB/run/ready" ] && break
    if ! kill -0 $unshare 2>/dev/null; then
      echo "The namespaces could not be made: $(cat "$LAB/log/namespaces.log")" >&2
      echo "Run this as root, or allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1)." >&2
      return 1
    fi
    sleep 0.05
  done
  pgrep -P $unshare >"$LAB/run/holder"
}

lab_holder() { cat "$LAB/run/holder" 2>/dev/null; }

lab_is_up() { [ -n "$(lab_holder)" ] && kill -0 "$(lab_holder)" 2>/dev/null; }

# lab_in COMMAND...: runs it inside
lab_in() {
  local user=()
  [ "$(id -u)" = 0 ] || user=(--user --preserve-credentials)
  nsenter --target "$(lab_holder)" "${user[@]}" --net --mount --pid -- "$@"
}

# lab_background NAME COMMAND...: starts it inside; output to log/NAME.log, its process id to run/NAME.pid
lab_background() {
  local name=$1
  shift
  lab_in bash -c 'name=$1 lab=$2; shift 2; "$@" >>"$lab/log/$name.log" 2>&1 </dev/null & echo $! >"$lab/run/$name.pid"' \
    background "$name" "$LAB" "$@"
}

# lab_signal SIGNAL NAME: and waits until it is gone
lab_signal() {
  lab_in bash -c 'pid=$(cat "$1") || exit 0; kill -"$2" "$pid" 2>/dev/null; while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done; rm -f "$1"' \
    signal "$LAB/run/$2.pid" "$1"
}

lab_create_network() {
  lab_in bash -ec '
    ip link set lo up
    ip link add "$1" type bridge stp_state 0 forward_delay 0 mcast_snooping 0
    ip addr add "$2/24" dev "$1"
    ip link set "$1" up' network $BRIDGE $SERVER
}

lab_await() { # WHAT SECONDS COMMAND...
  local what=$1 deadline=$((SECONDS + $2))
  shift 2
  until quietly "$@"; do
    if [ $SECONDS -ge $deadline ]; then
      echo "$what did not come up; the end of its log ($LAB/log/$what.log):" >&2
      tail -n 20 "$LAB/log/$what.log" >&2
      return 1
    fi
    sleep 0.1
  done
}

lab_start_nats() {
  mkdir -p "$LAB/nats"
  lab_background nats-server "$NATS_SERVER" -js -sd "$LAB/nats" -a $SERVER -p 4222
  lab_await nats-server 20 lab_in bash -c "exec 3<>/dev/tcp/$SERVER/4222"
}

service_port() {
  case $1 in
    dhcp-service) echo 8067 ;;
    tftp-service) echo 8069 ;;
    http-boot-service) echo 80 ;;
    image-service) echo 8083 ;;
    inventory-service) echo 8080 ;;
  esac
}

# What each service is told; everything else is its default.
service_settings() {
  local state="$LAB/${1%-service}"
  echo "-Dnats.servers=nats://$SERVER:4222"
  case $1 in
    dhcp-service)
      echo "-Ddhcp.rack=$RACK -Ddhcp.state-directory=$state -Ddhcp.interfaces=$BRIDGE"
      echo "-Ddhcp.subnets.rack.network=192.168.77.0/24 -Ddhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199"
      echo "-Ddhcp.subnets.rack.routers=$SERVER"
      # for machines behind a relay
      echo "-Ddhcp.subnets.far.network=192.168.78.0/24 -Ddhcp.subnets.far.ranges=192.168.78.100-192.168.78.199"
      echo "-Ddhcp.subnets.far.routers=192.168.78.1"
      ;;
    tftp-service) echo "-Dtftp.rack=$RACK -Dtftp.state-directory=$state -Dtftp.root=$LAB/loaders -Dtftp.boot-server=http://$SERVER" ;;
    http-boot-service) echo "-Dboot.rack=$RACK -Dboot.state-directory=$state -Dboot.loaders=$LAB/loaders" ;;
    image-service) echo "-Dimage.state-directory=$state -Dimage.public-url=http://$SERVER:8083 -Dimage.busybox=$BUSYBOX" ;;
    inventory-service) echo "-Dinventory.state-directory=$state" ;;
  esac
}

# service_command NAME: the executable or the JVM with the packaged service
service_command() {
  local native="$TOP/$1/target/$1-0.1.0-SNAPSHOT-runner"
  if [ "$(cat "$LAB/run/packaging")" = native ]; then
    echo "$native"
  else
    echo "$JAVA_HOME/bin/java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
  fi
}

lab_launch() { # SERVICE [SETTING...]
  local service=$1 jar=()
  shift
  [ "$(cat "$LAB/run/packaging")" = native ] || jar=(-jar "$TOP/$service/target/quarkus-app/quarkus-run.jar")
  # shellcheck disable=SC2046
  lab_background "$service" $(service_command "$service") $(service_settings "$service") "$@" "${jar[@]}"
}

lab_await_service() {
  lab_await "$1" 60 lab_in curl -sf -m 2 "http://$SERVER:$(service_port "$1")/q/health/ready"
}

lab_start_service() { lab_launch "$@" && lab_await_service "$1"; }

lab_start_services() {
  local service
  for service in $SERVICES; do lab_launch "$service" || return 1; done
  for service in $SERVICES; do lab_await_service "$service" || return 1; done
}

lab_place_loaders() {
  mkdir -p "$LAB/loaders"
  cp -L "$IPXE_DIRECTORY"/{snponly.efi,undionly.kpxe,ipxe.efi,ipxe.pxe} "$LAB/loaders/"
}

lab_find_parts() {
  NATS_SERVER=$(command -v nats-server || file_from_package nats-server /usr/sbin/nats-server) || return 1
  BUSYBOX=$(file_from_package busybox-static /bin/busybox) || return 1
  IPXE_DIRECTORY=$(dirname "$(file_from_package ipxe /usr/lib/ipxe/snponly.efi)") || return 1
  IPXE_ROM=$(file_from_package ipxe-qemu /usr/lib/ipxe/qemu/efi-virtio.rom) || return 1
  OVMF_DIRECTORY=$(dirname "$(file_from_package ovmf /usr/share/OVMF/OVMF_CODE_4M.fd)") || return 1
  find_kernel
}

# lab_up jvm|native
lab_up() {
  if lab_is_up; then
    echo "A lab is up in $LAB already; end it with: $TOP/deploy/quickstart --clean" >&2
    return 1
  fi
  rm -rf "$LAB"
  lab_create_namespaces || return 1
  echo "$1" >"$LAB/run/packaging"
  lab_create_network && lab_place_loaders && lab_start_nats && lab_start_services
}

lab_down() {
  local holder service
  holder=$(lab_holder)
  [ -n "$holder" ] || { rm -rf "$LAB"; return 0; }
  if kill -0 "$holder" 2>/dev/null; then
    for service in $SERVICES; do [ ! -e "$LAB/run/$service.pid" ] || quietly lab_in kill -TERM "$(cat "$LAB/run/$service.pid")"; done
    [ ! -e "$LAB/run/forward.pid" ] || quietly kill "$(cat "$LAB/run/forward.pid")"
    kill -KILL "$holder" 2>/dev/null
    while kill -0 "$holder" 2>/dev/null; do sleep 0.05; done
  fi
  rm -rf "$LAB"
}

# The page reachable from the host: a Unix socket crosses the namespaces, where an interface would change the host.
lab_forward_page() {
  local port=${1:-18080}
  lab_background page-inside socat "UNIX-LISTEN:$LAB/run/page.sock,fork" "TCP:$SERVER:8080"
  lab_await page-inside 5 test -S "$LAB/run/page.sock"
  while quietly bash -c "exec 3<>/dev/tcp/127.0.0.1/$port"; do port=$((port + 1)); done
  setsid socat "TCP-LISTEN:$port,bind=127.0.0.1,fork,reuseaddr" "UNIX-CONNECT:$LAB/run/page.sock" >"$LAB/log/forward.log" 2>&1 </dev/null &
  echo $! >"$LAB/run/forward.pid"
  PAGE_URL=http://127.0.0.1:$port/
}
