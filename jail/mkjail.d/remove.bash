# Part of mkjail: takes a jail away, and nothing that mkjail did not put there.
# shellcheck shell=bash disable=SC2154

remove() {
  [ -d "$jail" ] || fail "there is no jail $jail"
  ours || fail "$jail was not made by mkjail: there is no $manifest of root's; nothing was removed"
  [ -r /proc/self/mountinfo ] || fail "there is no /proc, which tells what is mounted in $jail and runs in it; nothing was removed"
  exec 9<"$jail"
  flock -n 9 || fail "another mkjail is at work on $jail"
  refuse_while "something is mounted in $jail; unmount it first (umount PATH)" "$(mounts | sed "s|^|$jail/|")"
  refuse_while "daemons run in $jail; stop them first" "$(inmates)"
  local there
  there=$(list "$jail")
  refuse_while "mkjail did not make these as they are; move them away first" "$(foreign <<<"$there")"
  take_away
}

refuse_while() { # reason, what: nothing is the condition to go on
  [ -z "$2" ] || fail "$1; nothing was removed:
$2"
}

foreign() { # of a list, what mkjail has not noted: unknown things, and files with a content of somebody else's
  { manifests; echo '@is'; cat; } | awk -F '\t' '$0 == "@is" { is = 1; next } !is { noted[$0]; known[$1]; next }
    $1 == "dev/log" || $0 in noted { next } !($1 in known) || $2 ~ /^f/ && $1 ~ /(^|\/)(etc|upsd\/now)\// { print $1 }' |
    if [ -n "$force" ]; then grep -vxF -- "$(manifests | cut -f1)" || true; else cat; fi
}

take_away() {
  local path
  rm -rf --one-file-system "$work"
  find "$jail/var/state/ups" -xdev -depth -mindepth 1 -delete 2>/dev/null || true
  rm -f "$jail/dev/log"
  # From the deepest up; what leads to the manifest last, so that an interrupted removal can be taken up again.
  manifests | cut -f1 | sort -r | grep -vxE 'etc|common(/now(/etc)?)?' | while read -r path; do
    if [ -d "$jail/$path" ] && [ ! -L "$jail/$path" ]; then rmdir "$jail/$path"; else rm -f "$jail/$path"; fi
  done
  rm -f "$manifest"
  if [ -L "$jail/etc" ]; then
    rmdir -p --ignore-fail-on-non-empty "$jail/common/now/etc"
    rm -f "$jail/etc"
  else
    # That of an older mkjail.
    rmdir "$jail/etc"
  fi
  rmdir "$jail" 2>/dev/null || note "$jail itself stays, empty"
  logging_removed
  note "$jail is removed"
}
