# What the lab needs from Debian. Sourced.
#
# Programs with many libraries (qemu, maven, …) are installed. A kernel, nats-server, firmware and loaders are only
# unpacked into the cache, as are DHCP servers: installing a kernel would rewrite the boot loader of the machine this
# runs on, and installing a server would start it on its network.

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/rackboot
UNPACKED=$CACHE/debian

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

APT_UPDATED=
apt_update_once() {
  [ -z "$APT_UPDATED" ] || return 0
  as_root apt-get update -qq || echo "The package lists could not be refreshed; going on with those at hand." >&2
  APT_UPDATED=yes
}

is_installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -q '^installed$'; }

require_debian() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null && return 0
  echo "This takes what it lacks from Debian's packages, and this system has no apt-get. Run it on Debian 12 or newer." >&2
  return 1
}

# install_packages NAME...: those that are missing, after saying so
install_packages() {
  local missing=() name
  for name in "$@"; do is_installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "Installing from Debian's packages: ${missing[*]}"
  apt_update_once
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$CACHE/apt.log" 2>&1; then
    echo "They could not be installed (see $CACHE/apt.log). As root: apt-get install --no-install-recommends ${missing[*]}" >&2
    return 1
  fi
}

# unpack_packages NAME...: into the cache, where neither the system nor the cache has them
unpack_packages() {
  local missing=() name
  for name in "$@"; do [ -e "$UNPACKED/.have/$name" ] || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "Unpacking from Debian's packages into $UNPACKED: ${missing[*]}"
  mkdir -p "$UNPACKED/.have" "$UNPACKED/.deb"
  apt_update_once
  for name in "${missing[@]}"; do
    if ! (cd "$UNPACKED/.deb" && rm -f -- "${name}"_*.deb && apt-get download -qq "$name" >"$CACHE/apt.log" 2>&1 &&
      dpkg-deb -x "${name}"_*.deb "$UNPACKED" && rm -f -- "${name}"_*.deb); then
      echo "The package $name could not be downloaded and unpacked:" >&2
      cat "$CACHE/apt.log" >&2
      return 1
    fi
    touch "$UNPACKED/.have/$name"
  done
}

# file_from_package PACKAGE PATH: prints where the file is, on the system or unpacked
file_from_package() {
  if [ -e "$2" ]; then echo "$2"; return 0; fi
  unpack_packages "$1" >&2 || return 1
  if [ -e "$UNPACKED$2" ]; then echo "$UNPACKED$2"; return 0; fi
  echo "The package $1 does not hold $2" >&2
  return 1
}

# Sets KERNEL_IMAGE and KERNEL_MODULES: a kernel for virtual machines and the directory of its modules.
find_kernel() {
  local image release package
  for image in /boot/vmlinuz-*-cloud-amd64 "$UNPACKED"/boot/vmlinuz-*-cloud-amd64; do
    release=${image##*/vmlinuz-}
    for KERNEL_MODULES in "/lib/modules/$release" "$UNPACKED/lib/modules/$release" "$UNPACKED/usr/lib/modules/$release"; do
      [ -r "$image" ] && [ -d "$KERNEL_MODULES/kernel" ] && KERNEL_IMAGE=$image && kernel_dependencies && return 0
    done
  done
  apt_update_once
  package=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
  [ -n "$package" ] || { echo "Debian's package lists name no linux-image-cloud-amd64" >&2; return 1; }
  unpack_packages "$package" || return 1
  release=${package#linux-image-}
  KERNEL_IMAGE=$UNPACKED/boot/vmlinuz-$release
  KERNEL_MODULES=$UNPACKED/lib/modules/$release
  [ -d "$KERNEL_MODULES" ] || KERNEL_MODULES=$UNPACKED/usr/lib/modules/$release
  kernel_dependencies
}

# A kernel that was only unpacked has no modules.dep yet: its package's scripts did not run.
kernel_dependencies() {
  [ -s "$KERNEL_MODULES/modules.dep" ] && return 0
  local base=${KERNEL_MODULES%/lib/modules/*}
  PATH=$PATH:/sbin:/usr/sbin depmod -b "$base" "${KERNEL_MODULES##*/}"
}
