# Images, machines and their virtual hardware. Sourced after lab.sh.

inventory() { # CURL ARGUMENT...: prints the answer only when it is a refusal
  local answer
  answer=$(lab_in curl -sS -m 10 --fail-with-body "$@") || { echo "inventory-service refused: $answer" >&2; return 1; }
}

# lab_build_image NAME VERSION: Debian's kernel and busybox, built and published by image-service
lab_build_image() {
  local root=$LAB/root specification=$LAB/$1.yaml build state
  mkdir -p "$root"/{bin,sbin,etc,root,tmp,usr/bin,usr/sbin,var}
  cp "$BUSYBOX" "$root/bin/busybox"
  local applet
  for applet in $("$BUSYBOX" --list-full); do
    [ -e "$root/$applet" ] || ln -s /bin/busybox "$root/$applet"
  done
  sed -e "s|@NAME@|$1|" -e "s|@VERSION@|$2|" -e "s|@ROOT@|$root|" -e "s|@KERNEL@|$KERNEL_IMAGE|" \
    -e "s|@MODULES@|$KERNEL_MODULES|" "$TOP/image-service/example/busybox.yaml" >"$specification"
  build=$(lab_in curl -sS -m 10 --fail-with-body -H 'Content-Type: application/yaml' --data-binary "@$specification" "http://$SERVER:8083/builds") ||
    { echo "image-service refused the specification: $build" >&2; return 1; }
  build=$(jq -r .build <<<"$build")
  local deadline=$((SECONDS + 300))
  while [ $SECONDS -lt $deadline ]; do
    state=$(lab_in curl -sS -m 10 "http://$SERVER:8083/builds/$build")
    case $(jq -r .state <<<"$state") in
      finished) lab_await image-service 20 lab_in curl -sf "http://$SERVER:8080/images/$1/$2" && return 0 || return 1 ;;
      failed | cancelled) echo "The build failed: $(jq -c .error <<<"$state")" >&2; return 1 ;;
    esac
    sleep 0.2
  done
  echo "The build did not end: $state" >&2
  return 1
}

# lab_put_profile NAME IMAGE
lab_put_profile() {
  inventory -X PUT -H 'Content-Type: application/json' -d "{\"image\":\"$2\"}" "http://$SERVER:8080/profiles/$1"
}

# lab_put_machine MAC NAME PROFILE
lab_put_machine() {
  inventory -X PUT -H 'Content-Type: application/json' \
    -d "{\"rack\":\"$RACK\",\"hostName\":\"$2\",\"profile\":\"$3\"}" "http://$SERVER:8080/machines/$1"
}

# KVM may open and firmware run, yet a Linux guest stop in its decompressor: only a kernel that speaks proves it.
machine_accelerator() {
  if [ ! -e "$LAB/run/accelerator" ]; then
    local console="$LAB/log/kvm-probe.log" tries
    echo "tcg,thread=multi" >"$LAB/run/accelerator"
    if [ -r /dev/kvm ] && [ -w /dev/kvm ]; then
      timeout 8 qemu-system-x86_64 -nodefaults -display none -no-reboot -accel kvm -m 256 -kernel "$KERNEL_IMAGE" \
        -append "console=ttyS0 panic=-1" -serial "file:$console" >/dev/null 2>&1 </dev/null &
      for tries in $(seq 70); do
        if grep -qs 'Linux version' "$console"; then
          echo kvm >"$LAB/run/accelerator"
          break
        fi
        quietly kill -0 $! || break
        sleep 0.1
      done
      quietly kill $!
      wait $! 2>/dev/null
    fi
  fi
  cat "$LAB/run/accelerator"
}

# machine_hardware FIRMWARE DIRECTORY: qemu's arguments for the firmware, without network
machine_hardware() {
  case $1 in
    bios) echo "-m 192" ;;
    uefi | uefi-http)
      cp "$OVMF_DIRECTORY/OVMF_VARS_4M.fd" "$2/vars.fd"
      echo "-m 384 -drive if=pflash,format=raw,readonly=on,file=$OVMF_DIRECTORY/OVMF_CODE_4M.fd"
      echo "-drive if=pflash,format=raw,file=$2/vars.fd -device virtio-rng-pci"
      echo "-fw_cfg name=opt/org.tianocore/IPv6Support,string=n -fw_cfg name=opt/org.tianocore/IPv6PXESupport,string=n"
      # Without its PXE client OVMF goes on to HTTP boot at once.
      [ "$1" = uefi ] || echo "-fw_cfg name=opt/org.tianocore/IPv4PXESupport,string=n"
      ;;
    *) echo "no such firmware: $1 (bios, uefi, uefi-http)" >&2; return 1 ;;
  esac
}

# machine_on FIRMWARE MAC [UUID [BRIDGE]]: switches a virtual machine on; its console goes to log/machine-<mac>.log
machine_on() {
  local firmware=$1 mac=$2 id=${2//:/} rom hardware
  local uuid=${3:-4c4c4544-0077-4a10-8031-${id}}
  local directory="$LAB/machines/$id"
  mkdir -p "$directory"
  hardware=$(machine_hardware "$firmware" "$directory") || return 1
  # With QEMU's own ROM (an iPXE) OVMF would use that one's driver; an empty romfile leaves EDK2's own client alone.
  # SeaBIOS takes QEMU's choice: only that one is fitted to the card's device number.
  [ "$firmware" = bios ] && rom= || rom=,romfile=
  lab_in bash -ec 'ip link show "$1" >/dev/null 2>&1 || ip tuntap add "$1" mode tap; ip link set "$1" master "$2" up' tap "t${id:3}" "${4:-$BRIDGE}"
  # shellcheck disable=SC2086
  lab_background "machine-$id" qemu-system-x86_64 -L "$(dirname "$IPXE_ROM")" -name "$id" -nodefaults -display none -no-reboot -machine pc -accel "$(machine_accelerator)" \
    -uuid "$uuid" $hardware -serial "file:$LAB/log/console-$id.log" \
    -netdev "tap,id=n0,ifname=t${id:3},script=no,downscript=no" \
    -device "virtio-net-pci,netdev=n0,mac=$mac,bootindex=1$rom"
}

machine_off() { lab_signal KILL "machine-${1//:/}"; }
