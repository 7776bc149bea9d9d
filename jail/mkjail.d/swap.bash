# Part of mkjail: puts what was built in the place of what is there, so that at each moment the jail is whole, old or new.
#
#   .mkjail/by-mkjail   the directory is mkjail's, also when there is no manifest yet
#   .mkjail/new         the new jail, growing; nothing of it counts
#   .mkjail/swapping    inode numbers of what is to change place: from here on the new one counts, and is put in place whatever happens
#
# What changes place is upsd/now, what upsd alone reads, and common/now, everything else; /usr and /etc are links into that. So upsd and
# common stay the same directories, and a daemon that was allowed to read these (Landlock) reads what an update puts into them. State
# directory and devices are never swapped: daemons that run go on with them.
# shellcheck shell=bash disable=SC2154

make() {
  inputs
  room "$jail"
  mkdir -p "$jail"
  exec 9<"$jail"
  flock -n 9 || fail "another mkjail is at work on $jail"
  recover
  trap half_built EXIT
  trap 'exit 1' INT TERM HUP
  mkdir -m 700 "$work"
  touch "$work/by-mkjail"
  stage "$work/new"
  { : >"$work/new/dev/null"; } 2>/dev/null || fail "no device can be opened in $jail: its file system is mounted nodev"
  keep_what_was_changed
  local fresh=yes
  [ ! -e "$jail/usr" ] || fresh=no
  top
  local same=no
  ! up_to_date || same=yes
  [ $same = yes ] || swap
  trap - EXIT
  rm -rf --one-file-system "$work"
  report "$fresh" $same
  logging
}

# What a failed run must not leave, and what the next one must find.
half_built() {
  [ ! -e "$work/swapping" ] || return 0
  rm -rf --one-file-system "$work/new"
  if [ -f "$manifest" ] || [ "$(ls -A "$jail")" = .mkjail ]; then rm -rf "$work"; fi
  rmdir "$jail" 2>/dev/null || true
}

# What an interrupted run has left.
recover() {
  [ -e "$work" ] || return 0
  local part inode waiting=()
  if [ -e "$work/swapping" ]; then
    while read -r part inode; do
      [ "$(stat -c %i "$work/new/$part" 2>/dev/null)" != "$inode" ] || waiting+=("$part")
    done <"$work/swapping"
    put_in_place "${waiting[@]}"
    note "an interrupted update of $jail was brought to its end"
  fi
  rm -rf --one-file-system "$work"
}

# Files that somebody changed or added would be lost with what they are in.
keep_what_was_changed() {
  [ -f "$manifest" ] && [ -z "$force" ] || return 0
  local lost
  lost=$(
    { manifests; echo '@is'; list "$jail"; } | awk -F '\t' '$0 == "@is" { is = 1; next } !is { noted[$0]; kept[$1]; next }
      $2 ~ /^f/ && $1 ~ /^(common|upsd|usr|etc)\// && !($0 in noted) &&
        (!($1 in kept) || $1 ~ /^(upsd\/|(common\/now\/)?(usr\/local\/ups\/)?etc\/)/) { print $1 }'
  )
  [ -z "$lost" ] || fail "these files of $jail were changed or added since mkjail made it, and would be lost:
$lost
Carry the changes over to $config and start again (--config $jail/usr/local/ups/etc takes the jail's own), or lose them with --force"
}

# What is not swapped: the links at the top, the devices, the state directory.
top() {
  local link
  for link in "$work"/new/*; do
    # These two are links into what is swapped, and come with it.
    case ${link##*/} in usr | etc) continue ;; esac
    if [ -L "$link" ] && [ "$(readlink "$link")" != "$(readlink "$jail/${link##*/}")" ]; then mv -fT "$link" "$jail/${link##*/}"; fi
  done
  [ "$classic" = yes ] || [ ! -L "$jail/bin" ] || rm -f "$jail/bin"
  mkdir -p "$jail/dev" "$jail/var/state"
  chown 0:0 "$jail" "$jail/dev" "$jail/var" "$jail/var/state"
  chmod 755 "$jail" "$jail/dev" "$jail/var" "$jail/var/state"
  install -d -o 0 -g "$nut" -m 1770 "$jail/var/state/ups"
  devices_in_place
  if ! mounts | grep -qxE 'proc|proc/net(/if_inet6)?'; then
    mkdir -p "$jail/proc/net"
    cmp -s "$work/new/proc/net/if_inet6" "$jail/proc/net/if_inet6" || mv -fT "$work/new/proc/net/if_inet6" "$jail/proc/net/if_inet6"
    chown 0:0 "$jail/proc" "$jail/proc/net" "$jail/proc/net/if_inet6"
    chmod 755 "$jail/proc" "$jail/proc/net"
    chmod 644 "$jail/proc/net/if_inet6"
  fi
}

devices_in_place() {
  local path
  (cd "$work/new" && find dev -mindepth 1 -type d) | while read -r path; do mkdir -p "$jail/$path"; done
  (cd "$work/new" && find dev -type c) | while read -r path; do
    if mounts | grep -qxF "$path"; then
      note "$jail/$path: something is mounted there and stays"
    elif [ "$(stat -c '%t:%T %a %u:%g' "$jail/$path" 2>/dev/null)" != "$(stat -c '%t:%T %a %u:%g' "$work/new/$path")" ]; then
      # The manifest has been written; the node itself may move.
      mv -fT "$work/new/$path" "$jail/$path"
    fi
  done
  # Those of the last time that are not wanted any more.
  [ -f "$manifest" ] || return 0
  sed -n 's/^\(dev\/[^\t]*\)\tc .*/\1/p' "$manifest" | while read -r path; do
    grep -q "^$path	" "$work/new/etc/mkjail.manifest" || mounts | grep -qxF "$path" || rm -f "$jail/$path"
  done
}

up_to_date() {
  cmp -s "$manifest" "$work/new/etc/mkjail.manifest" &&
    [ "$(list "$jail" | grep -E '^(common|upsd|usr|etc)[/	]')" = "$(grep -E '^(common|upsd|usr|etc)[/	]' "$manifest")" ]
}

# What changes place, in this order: all of it for a new jail, and what an older mkjail had as directories.
parts() {
  local part
  for part in upsd common; do
    if [ -d "$jail/$part" ]; then echo "$part/now"; else echo "$part"; fi
  done
  for part in usr etc; do
    [ -L "$jail/$part" ] || echo "$part"
  done
}

swap() {
  local part all
  all=$(parts)
  for part in $all; do echo "$part $(stat -c %i "$work/new/$part")"; done >"$work/swapping.tmp"
  sync -f "$work"
  mv "$work/swapping.tmp" "$work/swapping"
  # shellcheck disable=SC2086 # none of them has a space
  put_in_place $all
}

put_in_place() { # parts
  local part pairs=() moved=()
  for part; do
    if [ -e "$jail/$part" ]; then
      pairs+=("$work/new/$part" "$jail/$part")
    else
      mv -T "$work/new/$part" "$jail/$part"
      moved+=("$part")
    fi
  done
  [ ${#pairs[@]} != 0 ] || return 0
  if ! of_tree "$tree/runtime/bin/java" nut.common.posix.DirectorySwap "${pairs[@]}"; then
    for part in "${moved[@]}"; do mv -T "$jail/$part" "$work/new/$part"; done
    rm -f "$work/swapping"
    fail "$jail was not changed (see above)"
  fi
}

report() { # whether it is a new jail, whether nothing had to be done
  local inside size
  size=$(du -sh -- "$jail" | cut -f1)
  if [ "$2" = yes ]; then
    note "$jail is up to date ($size)"
    return
  fi
  note "$jail is ready ($size)"
  inside=$(inmates)
  [ "$1" = yes ] || [ -z "$inside" ] || note "these run what was there before until they are started anew: $inside"
}
