# Part of mkjail: builds everything that a jail is to have in a directory beside it, and proves that it works.
# shellcheck shell=bash disable=SC2154

# What must be there before anything is begun.
inputs() {
  [ -x "$tree/lib/jail/runtime/bin/java" ] ||
    fail "$tree is not an installed tree: there is no $tree/lib/jail/runtime; build it (mvn package) or name it with --tree"
  [ -d "$config" ] || fail "there is no directory $config; name the configuration with --config"
  nut=$(number group nut)
  nutdev=$(number passwd nutdev)
  nutsrv=$(number passwd nutsrv)
  [ -n "$ids" ] || primary_group nutdev nutsrv
  local device
  for device in "${devices[@]}"; do serial_device "$device"; done
}

number() { # database, name: of a user or of the group
  local given
  given=$(tr , '\n' <<<"$ids" | sed -n "s/^$2=//p")
  [ -n "$given" ] || given=$(getent "$1" "$2" | cut -d: -f3) || true
  if [ -z "$given" ]; then
    local make="useradd --system --gid nut --home-dir / --shell /usr/sbin/nologin $2"
    [ "$1" = passwd ] || make="groupadd --system $2"
    fail "there is no $1 entry for '$2' on this system; make it ($make), or give numbers with --ids"
  fi
  [[ $given =~ ^[0-9]+$ ]] || fail "--ids: '$given' is not a number for $2"
  echo "$given"
}

primary_group() { # users: who start daemons in group nut, whichever way
  local user
  for user; do
    [ "$(id -g "$user")" = "$nut" ] ||
      fail "the group of user '$user' is '$(id -gn "$user")' but must be 'nut', as driver and upsd meet by it: usermod -g nut $user"
  done
}

serial_device() { # name: that it can be had in a jail
  case $1 in
    /dev/?*) ;;
    *) fail "--device $1: a device is named as the driver names it, /dev/ttyS1 for example" ;;
  esac
  [ -e "$1" ] || fail "there is no device $1; plug the adapter in, or give other devices (--device none for none)"
  local major=$((0x$(stat -Lc %t "$1")))
  # Devices of major number 1 are those of memory.
  if [ ! -c "$1" ] || [ $major = 1 ]; then fail "$1 is not a serial device (it is a $(stat -Lc %F "$1"))"; fi
  [ $major -lt 136 ] || [ $major -gt 143 ] ||
    fail "$1 is a pseudo terminal, which can be opened on its own file system alone; bind it into the jail when that is made:" \
      "touch $jail$1; mount --bind $1 $jail$1"
}

room() { # megabytes in a directory that may not be there yet
  local there=$1 have need
  while [ ! -e "$there" ]; do there=$(dirname -- "$there"); done
  have=$(df -m --output=avail -- "$there" 2>/dev/null | tail -n 1)
  need=$(($(du -sm -- "$tree/lib/jail" | cut -f1) + 10))
  [ "$have" -ge $need ] || fail "there is no room in $there: $need MB are needed, $((have)) MB are free"
}

stage() { # directory, on a file system from which programs can be run
  local new=$1 home=$1/common/now/usr/local/ups
  mkdir -p "$home" "$new/common/now/etc" "$new/upsd/now" "$new/dev" "$new/var/state"
  ln -s common/now/usr common/now/etc "$new"
  cp -a --reflink=auto -- "$tree/lib/jail/." "$home"
  chown -hR 0:0 "$home"
  chmod -R u=rwX,go=rX "$home"
  names "$new/etc"
  libraries "$new" "$home"
  [ ! -e /etc/localtime ] || install -m 644 "$(readlink -f /etc/localtime)" "$new/etc/localtime"
  configuration "$home/etc" "$new/upsd/now"
  nodes "$new"
  ipv6 "$new"
  install -d -o 0 -g "$nut" -m 1770 "$new/var/state/ups"
  chroot "$new" /usr/local/ups/sbin/upsd -V >/dev/null ||
    fail "what was built does not run (see above); a file system mounted noexec at $new would be a reason"
  describe "$new"
}

names() { # directory: users, groups, and what the C library asks before it looks them up
  local shell=/nonexistent
  [ "$classic" = no ] || shell=/bin/sh
  user_line nutdev "$nutdev" $shell >"$1/passwd"
  user_line nutsrv "$nutsrv" $shell >>"$1/passwd"
  echo "nut:x:$nut:" >"$1/group"
  local device group
  for device in "${devices[@]}"; do
    group=$(stat -Lc %G "$device")
    if [ "$group" != nut ] && [ -z "$ids" ] && id -nG nutdev | tr ' ' '\n' | grep -qxF "$group" && ! grep -q "^$group:" "$1/group"; then
      echo "$group:x:$(stat -Lc %g "$device"):nutdev" >>"$1/group"
    fi
  done
  printf '127.0.0.1 localhost\n::1 localhost\n' >"$1/hosts"
  printf 'passwd: files\ngroup: files\nhosts: files\n' >"$1/nsswitch.conf"
}

user_line() { # name, number, shell
  local comment=''
  [ -n "$ids" ] || comment=$(getent passwd "$1" | cut -d: -f5)
  echo "$1:x:$2:$nut:$comment:/:$3"
}

# What the loader loads, as the loader says it, for whichever processor it is.
libraries() { # root directory, the suite in it
  local new=$1 home=$2 said missing library
  local files=()
  # No <(...) in here: where there is no /proc, as in a bare chroot, there is no /dev/fd.
  mapfile -t files <<<"$(find "$home/runtime" -type f \( -name '*.so' -o -path '*/bin/*' \))"
  if [ "$classic" = yes ]; then classic_programs "$new"; fi
  said=$(LD_LIBRARY_PATH="$home/runtime/lib:$home/runtime/lib/server" ldd "${files[@]}" 2>/dev/null) || true
  missing=$(sed -nE 's/^[[:space:]]*([^ ]+) => not found.*/\1/p' <<<"$said" | sort -u | tr '\n' ' ')
  [ -z "$missing" ] || fail "the loader does not find ${missing}which the programs load; install the package that has it"
  local directories=()
  while read -r library; do
    [ -n "$library" ] || continue
    place "$library" "$new"
    directories+=("$(dirname -- "$library")")
  done <<<"$(sed -nE 's/.*=> (\/[^ ]+) \(.*/\1/p; s/^[[:space:]]+(\/[^ ]+) \(.*/\1/p' <<<"$said" | grep -v "^$home/" | sort -u)"
  [ ${#directories[@]} -gt 0 ] || fail "ldd finds no library that $home/runtime loads; a file system mounted noexec there would be a reason"
  # C libraries before 2.34 look users up with one that only they themselves load.
  library=$(dirname -- "$(ldd /bin/sh | sed -nE 's/.*libc\.so\.6 => ([^ ]+) .*/\1/p')")/libnss_files.so.2
  [ ! -e "$library" ] || place "$library" "$new"
  # Without /proc the loader cannot resolve $ORIGIN.
  { printf '%s\n' /usr/local/ups/runtime/lib /usr/local/ups/runtime/lib/server; printf '%s\n' "${directories[@]}" | sort -u; } \
    >"$new/etc/ld.so.conf"
  ldconfig -X -r "$new"
}

place() { # file, root directory: under usr, with the link at the top that leads there
  local at=$1 top
  case $at in
    /usr/*) ;;
    *)
      top=${at#/}
      top=${top%%/*}
      ln -sfn "usr/$top" "$2/$top"
      at=/usr$at
      ;;
  esac
  install -D -m 755 "$1" "$2$at"
}

# sh, and su with the two modules that let root, and nobody else, become a user. Neither is setuid.
classic_programs() { # root directory; adds to files
  local module directory
  ln -sfn usr/bin "$1/bin"
  install -D -m 755 "$(readlink -f /bin/sh)" "$1/usr/bin/sh"
  [ -x /bin/su ] || fail "--classic needs su, and there is no /bin/su; install the package util-linux"
  install -D -m 755 /bin/su "$1/usr/bin/su"
  files+=(/bin/sh /bin/su)
  directory=$(ldd /bin/su | sed -nE 's/.*libpam\.so\.0 => ([^ ]+)\/libpam\.so.*/\1/p')/security
  for module in pam_rootok.so pam_permit.so; do
    [ -e "$directory/$module" ] || fail "--classic needs $module, and $directory has none; install the package libpam-modules"
    place "$directory/$module" "$1"
    files+=("$directory/$module")
  done
  mkdir -p "$1/etc/pam.d"
  printf '%s\n' 'auth requisite pam_rootok.so' 'account required pam_permit.so' 'session required pam_permit.so' \
    'password requisite pam_rootok.so' >"$1/etc/pam.d/su"
}

configuration() { # directory in the jail, that of what is upsd's alone
  local file
  mkdir -p "$1"
  for file in "$config"/{ups.conf,nutauth.conf} "$config"/*.dev "$config"/*.seq; do
    [ ! -e "$file" ] || install -o 0 -g "$nut" -m 640 "$file" "$1/"
  done
  for file in "$config"/{upsd.conf,cmdvartab}; do
    [ ! -e "$file" ] || upsd_alone "$file" "$1" "$2" -o 0 -g "$nut" -m 640
  done
  # Passwords, certificates and keys (CERTFILE upsd.pem): drivers are in the group nut too.
  for file in "$config"/upsd.users "$config"/*.pem; do
    [ ! -e "$file" ] || upsd_alone "$file" "$1" "$2" -o "$nutsrv" -g 0 -m 400
  done
}

upsd_alone() { # file, directory where it is looked for, directory where it is, how to install it
  install "${@:4}" "$1" "$3/"
  ln -s "../../../../../../upsd/now/${1##*/}" "$2/"
}

# The runtime takes it that there is IPv6 if it can read a line of this file. It is a file like any other, and nothing is mounted.
ipv6() { # root directory
  mkdir -p "$1/proc/net"
  echo '00000000000000000000000000000001 01 80 10 80       lo' >"$1/proc/net/if_inet6"
}

nodes() { # root directory
  local device mode owner group
  mknod "$1/dev/null" c 1 3
  # Not mknod -m, which needs /proc with some C libraries.
  chmod 666 "$1/dev/null"
  for device in "${devices[@]}"; do
    read -r mode owner group <<<"$(stat -Lc '%a %u %g' "$device")"
    mkdir -p "$1$(dirname -- "$device")"
    mknod "$1$device" c $((0x$(stat -Lc %t "$device"))) $((0x$(stat -Lc %T "$device")))
    chown "$owner:$group" "$1$device"
    chmod "$mode" "$1$device"
    if [ "$owner" != "$nutdev" ] && [ $((0$mode & 0006)) != 6 ] &&
      { [ $((0$mode & 0060)) != 48 ] || ! cut -d: -f3 "$1/etc/group" | grep -qx "$group"; }; then
      note "nutdev cannot open $device (mode $mode, owner $owner, group $group). Have udev give it to nutdev" \
        "(KERNEL==\"${device##*/}\", OWNER=\"nutdev\", MODE=\"0600\"), or nutdev to a group that may (usermod -aG); then run mkjail again"
    elif [ $((0$mode & 0006)) != 0 ] || { [ "$group" = "$nut" ] && [ $((0$mode & 0060)) != 0 ]; }; then
      note "upsd can open $device too (mode $mode, group $group), and has no business with it. Have udev give it to nutdev alone" \
        "(KERNEL==\"${device##*/}\", OWNER=\"nutdev\", MODE=\"0600\"); then run mkjail again"
    fi
  done
}

# The manifest: what the jail was made with, and each thing in it.
describe() { # root directory
  {
    echo "# What mkjail put into this jail. --check compares with it, --remove goes by it."
    echo "@suite $(of_tree "$tree/sbin/upsd" -V)"
    echo "@java $(sed -n 's/^JAVA_VERSION=//p' "$tree/lib/jail/runtime/release" | tr -d '"')"
    echo "@tree $tree"
    echo "@config $config"
    [ -z "$ids" ] || echo "@ids $ids"
    echo "@classic $classic"
    [ ${#devices[@]} = 0 ] || printf '@device %s\n' "${devices[@]}"
    list "$1"
  } >"$1/etc/mkjail.manifest.tmp"
  mv "$1/etc/mkjail.manifest.tmp" "$1/etc/mkjail.manifest"
  chmod 600 "$1/etc/mkjail.manifest"
}
