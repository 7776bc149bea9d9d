# Part of mkjail: a log socket in the jail, by which daemons find a log daemon that was started anew.
# shellcheck shell=bash disable=SC2154

rsyslog_piece=/etc/rsyslog.d/nut-jail.conf
mark() { echo "made by mkjail for $jail"; }

has() { [ -x "$(command -v "$1")" ]; }

mount_unit() { echo "/etc/systemd/system/$(systemd-escape --path --suffix=mount "$jail/dev/log")"; }

logging() {
  if [ -d /etc/rsyslog.d ] && has rsyslogd; then
    piece "rsyslog" "$rsyslog_piece" "systemctl restart rsyslog (or service rsyslog restart)" \
      "# $(mark)
input(type=\"imuxsock\" Socket=\"$jail/dev/log\" CreatePath=\"off\")"
  elif [ -S /run/systemd/journal/dev-log ] && has systemd-escape; then
    [ -e "$jail/dev/log" ] || touch "$jail/dev/log"
    piece "systemd's journal" "$(mount_unit)" "systemctl daemon-reload; systemctl enable --now '$(basename "$(mount_unit)")'" \
      "# $(mark)
[Unit]
Description=The journal's log socket in $jail
After=systemd-journald-dev-log.socket
[Mount]
What=/run/systemd/journal/dev-log
Where=$jail/dev/log
Type=none
Options=bind
[Install]
WantedBy=multi-user.target"
  elif has syslog-ng; then
    note "logging: give syslog-ng the source unix-dgram(\"$jail/dev/log\")"
  elif has syslogd; then
    note "logging: start syslogd with -a $jail/dev/log (SYSLOGD in /etc/default/syslogd)"
  else
    note "logging: there is no log daemon that mkjail knows; one that is to be found from inside listens on $jail/dev/log"
  fi
}

piece() { # daemon, file, what makes it count, content
  if [ -e "$2" ] && [ "$(cat "$2")" = "$4" ]; then return; fi
  if [ -z "$install_logging" ]; then
    note "logging: have $1 listen on $jail/dev/log (--install-logging does it): write $2:"
    echo "$4"
  elif [ -e "$2" ] && ! grep -q '^# made by mkjail for ' "$2"; then
    fail "$2 is there already, and not mkjail's; the jail is ready, but $1 does not listen in it"
  else
    echo "$4" >"$2"
    note "logging: $2 is written"
  fi
  note "logging: it counts after: $3"
}

logging_removed() {
  local file
  for file in "$rsyslog_piece" "$(! has systemd-escape || mount_unit)"; do
    if [ -f "$file" ] && grep -qxF "# $(mark)" "$file"; then
      rm -f "$file"
      note "logging: $file is removed; it counts until the log daemon (rsyslog, or systemd by daemon-reload) is told"
    fi
  done
}
