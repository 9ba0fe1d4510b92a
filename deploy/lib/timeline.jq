# One CloudEvent in, one line out: seconds since power on, the fact, what it says. --argjson on SECONDS
def seconds: capture("^(?<whole>[^.Z]+)(?<part>\\.[0-9]+)?Z$") | ((.whole + "Z") | fromdate) + ("0" + (.part // "") | tonumber);
def bytes: if . < 10240 then "\(.) B" elif . < 10485760 then "\(. / 1024 | floor) KiB" else "\(. / 1048576 | floor) MiB" end;
def tenths: (. * 10 | round) / 10;
(.type | sub("^.*\\."; "")) as $fact
| .data as $d
| [ ((.time | seconds) - $on | if . < 0 then 0 else . end),
    $fact,
    ( if $fact == "boot-requested" then "\($d.firmware) firmware, \($d.client) client, on \($d.networkInterface)"
      elif $fact == "lease-granted" then "\($d.address)" + (if $d.bootFile then ", boot file \($d.bootFile)" else "" end)
      elif $fact == "lease-renewed" then "\($d.address)"
      elif $fact == "file-fetched" then "\($d.role): \($d.path | sub("^.*/"; "")), \($d.bytes | bytes) by \($d.protocol) in \($d.duration | tenths) s" + (if $d.outcome == "complete" then "" else " (\($d.outcome))" end)
      elif $fact == "kernel-started" or $fact == "boot-complete" then "image \($d.image), kernel up for \($d.uptime | tenths) s"
      elif $fact == "boot-failed" then "at \($d.stage): \($d.reason)"
      elif $fact == "boot-looped" then "\($d.client) asked \($d.times) times for \($d.file), is given \($d.given)"
      elif $fact == "boot-stalled" then "after \($d.stage)"
      elif $fact == "request-refused" then "\($d.service): \($d.reason): \($d.detail)"
      else "" end) ]
| @tsv
