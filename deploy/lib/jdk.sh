# Finds a JDK 25 and exports JAVA_HOME. Sourced.

is_jdk_25() { # DIR
  [ -x "$1/bin/javac" ] && grep -qs '^JAVA_VERSION="25' "$1/release"
}

find_jdk_25() {
  local on_path candidate
  on_path=$(command -v java || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* /opt/*graalvm* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  cat >&2 <<'TEXT'
No JDK 25 was found. Looked at JAVA_HOME, at java on the PATH, and in /usr/lib/jvm, /usr/java, /opt/java, /opt/*jdk*,
/opt/*graalvm*, ~/.sdkman/candidates/java and ~/.jdks.
Install one (any vendor's JDK 25: Debian 13's openjdk-25-jdk-headless where it is offered, Eclipse Temurin's package
temurin-25-jdk, or an unpacked archive in one of these directories), or point JAVA_HOME at it, then run this again.
TEXT
  return 1
}

# A GraalVM or Mandrel of release 25 for native executables; exports GRAALVM_HOME.
find_graalvm_25() {
  local on_path candidate
  on_path=$(command -v native-image || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in "${GRAALVM_HOME:-}" "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/*graalvm* /opt/*mandrel* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "${XDG_CACHE_HOME:-$HOME/.cache}"/rackboot/graalvm-25; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate" && [ -x "$candidate/bin/native-image" ]; then
      export GRAALVM_HOME=$candidate
      return 0
    fi
  done
  cat >&2 <<'TEXT'
No native-image of release 25 was found. Looked at GRAALVM_HOME, JAVA_HOME, native-image on the PATH, /usr/lib/jvm,
/opt/*graalvm*, /opt/*mandrel*, ~/.sdkman/candidates/java, ~/.jdks and ~/.cache/rackboot/graalvm-25.
Install Mandrel 25 or GraalVM 25 and point GRAALVM_HOME at it, then run this again.
TEXT
  return 1
}
