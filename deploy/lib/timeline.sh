# A boot as it happens, from inventory-service's event stream. Sourced after lab.sh.

TIMELINE_JQ=${BASH_SOURCE[0]%.sh}.jq

# timeline_open MAC POWER_ON SECONDS: listens, from now on; call it before the machine is switched on
timeline_open() {
  # quiet: when the lab goes down its processes are killed, which bash would remark upon
  exec {TIMELINE}< <(exec 2>/dev/null; timeline_events "${1//:/}" "$3" | jq --unbuffered -r --argjson on "$2" -f "$TIMELINE_JQ")
}

timeline_events() { # ID SECONDS
  lab_in timeout "$2" curl -sN "http://$SERVER:8080/events?machine=$1" | sed -un 's/^data: *//p'
}

# timeline_follow FIRMWARE MAC SECONDS: prints each fact of the machine; ends with the boot
timeline_follow() {
  local firmware=$1 mac=$2 limit=$3 id=${2//:/} at fact text
  while IFS=$'\t' read -r -t "$limit" -u "$TIMELINE" at fact text; do
    LC_ALL=C printf '%7.1f s  %-16s %s\n' "$at" "$fact" "$text"
    case $fact in
      boot-complete)
        LC_ALL=C printf 'boot-complete %s %s in %.1f s\n' "$mac" "$firmware" "$at"
        return 0
        ;;
      boot-failed)
        LC_ALL=C printf 'boot-failed %s %s after %.1f s: %s\n' "$mac" "$firmware" "$at" "$text"
        return 1
        ;;
    esac
  done
  echo "no boot-complete of $mac within $limit s; its console ($LAB/log/console-$id.log) ends:" >&2
  tail -n 20 "$LAB/log/console-$id.log" 2>/dev/null | tr -d '\r\033' >&2
  return 1
}
