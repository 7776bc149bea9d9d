# Part of mkjail: what is in a jail, and how it differs from what is to be there.
# shellcheck shell=bash disable=SC2154

# One line for each thing: path, tab, type, mode, owner, group, and its digest, target or number. What daemons keep in the state directory,
# the manifest itself, and whatever is mounted are left out.
list() { # root directory
  local left_out=(-path './var/state/ups/*' -o -path ./.mkjail -o -path './common/now/etc/mkjail.manifest*')
  # Where an older mkjail put its manifest.
  left_out+=(-o -path './etc/mkjail.manifest*')
  local in_jail=(. -xdev -mindepth 1 \( "${left_out[@]}" \) -prune -o)
  (
    cd "$1" || exit
    find "${in_jail[@]}" -type f -print0 | xargs -0 -r sha256sum | sed -E 's/^\\?([0-9a-f]+)  \.\//= \1\t/'
    find "${in_jail[@]}" \( -type c -o -type b \) -exec stat -c '= %t:%T	%n' {} + | sed 's/\t\.\//\t/'
    find "${in_jail[@]}" -printf '%y %m %U %G\t%P\t%l\n'
  ) | awk -F '\t' '
    /^= / { what[$2] = substr($1, 3); next }
    { split($1, is, " "); print $2 "\t" is[1], is[1] == "l" ? "777" : is[2], is[3], is[4], is[1] == "l" ? $3 : ($2 in what) ? what[$2] : "-" }' |
    sort
}

manifests() { # all that mkjail has noted: after an interruption there may be two
  cat "$manifest" "$work"/new/etc/mkjail.manifest 2>/dev/null | grep -v '^[#@]' || true
}

mounts() { # what is mounted in the jail, as paths in it
  # In a chroot without /proc nothing is known of it, nor can much be mounted.
  [ -r /proc/self/mountinfo ] || return 0
  sed -E 's/^([^ ]+ ){4}([^ ]+) .*/\2/' /proc/self/mountinfo | while read -r point; do
    point=$(printf '%b' "$point")
    case $point in "$jail"/*) echo "${point#"$jail"/}" ;; esac
  done
}

inmates() { # programs that run in the jail: name (number)
  local process
  for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/root" 2>/dev/null)" = "$jail" ]; then
      echo "$(cat "$process/comm" 2>/dev/null) (${process#/proc/})"
    fi
  done | paste -sd , | sed 's/,/, /g'
}

# A sentence for each difference. The manifest tells an update that is due from a change behind mkjail's back.
differences() { # three files: what is to be, what is, what mkjail noted
  mounted=$(mounts) awk -F '\t' '
    BEGIN { count = split(ENVIRON["mounted"], mounted, "\n") }
    FILENAME == ARGV[1] { to_be[$1] = $2; next }
    FILENAME == ARGV[2] { noted[$1 "\t" $2]; known[$1]; next }
    { is[$1] = $2 }
    function covered(path, i) {
      for (i = 1; i <= count; i++) if (path == mounted[i] || index(path, mounted[i] "/") == 1) return 1
      return 0
    }
    function say(path, what) { print path ": " what }
    function compare(path, a, b, changed) {
      split(to_be[path], a, " "); split(is[path], b, " ")
      changed = !((path "\t" is[path]) in noted)
      if (a[1] != b[1]) { say(path, "is of type " b[1] ", not " a[1]); return }
      if (a[2] != b[2]) say(path, "has mode " b[2] ", not " a[2] (b[2] ~ /^[2-7]...$/ && a[1] == "f" ? "; it is setuid or setgid" : ""))
      if (a[3] != b[3] || a[4] != b[4]) say(path, "belongs to " b[3] ":" b[4] ", not " a[3] ":" a[4])
      if (a[5] != b[5]) say(path, changed ? "was changed since mkjail put it there" : "is older than what is installed; mkjail brings it up to date")
    }
    function stray(path, a) {
      split(is[path], a, " ")
      if ((path "\t" is[path]) in noted) { say(path, "is not needed any more; mkjail takes it away"); return }
      say(path, "is a stray: mkjail did not put it there" (a[1] == "f" && a[2] ~ /^[2-7]...$/ ? "; it is setuid or setgid" : "") \
        (path ~ /(^|\/)(ba|da|z|k|mk|c|tc|a)?sh$|(^|\/)busybox$/ ? "; it is a shell" : ""))
    }
    END {
      for (path in to_be) if (!covered(path)) { if (path in is) compare(path); else say(path, "is missing") }
      for (path in is) if (!(path in to_be) && !covered(path) && path != "dev/log") stray(path)
    }' "$1" "$3" "$2" | sort
}

check() {
  local copy found
  inputs
  [ ! -e "$work" ] || note "an update was interrupted; run mkjail $jail to finish it"
  copy=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf --one-file-system '$copy'" EXIT
  room "$copy"
  stage "$copy/new" >/dev/null
  list "$copy/new" >"$copy/to-be"
  list "$jail" >"$copy/is"
  manifests >"$copy/noted"
  versions "$manifest" >"$copy/made-of"
  versions "$copy/new/etc/mkjail.manifest" >"$copy/installed"
  found=$(
    differences "$copy/to-be" "$copy/is" "$copy/noted"
    diff "$copy/made-of" "$copy/installed" | sed -n 's/^< @/made of: /p; s/^> @/installed: /p'
    cd "$jail" || exit
    stat -c '%n %a %u' etc/mkjail.manifest | grep -vx 'etc/mkjail.manifest 600 0' | sed 's/^\([^ ]*\) .*/\1: must be of mode 600 and root'\''s/'
    find var/state/ups -xdev -mindepth 1 \( -type b -o -type c -o -type l -o -type f -perm /6111 \) \
      -printf '%p: has no business in the state directory (type %y, mode %m)\n'
  )
  local mount
  mounts | while read -r mount; do note "$jail/$mount: something is mounted there, which is not looked into"; done
  [ -z "$found" ] || { echo "$found"; note "$jail differs from what is installed"; exit 1; }
  note "$jail is as it should be"
}

versions() { sed -n '/^@\(suite\|java\) /p' "$1"; }
