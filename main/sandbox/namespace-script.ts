export type NamespaceOptions = {
  readonly dir: string
  /** Name of the control group all containers stand under; removed at the end. */
  readonly cgroup: string
  /** Further folders to remove at the end. */
  readonly remove?: readonly string[]
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/**
 * Control groups, where this machine (a bare chroot, a minimal container) has none mounted: the unified hierarchy,
 * or one folder a controller when the kernel gave them to version 1. Mounted inside the namespace only.
 */
const MOUNT_CGROUPS = `
if ! grep -q ' cgroup2\\{0,1\\} ' /proc/self/mounts; then
  [ -d /sys/fs/cgroup ] || mount -t sysfs sysfs /sys
  if awk '$2 != 0 && $4 == 1 { v1 = 1 } END { exit !v1 }' /proc/cgroups; then
    mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
    for c in $(awk '/^[^#]/ && $4 == 1 && $2 != 0 { print $1 }' /proc/cgroups); do
      mkdir -p "/sys/fs/cgroup/$c"
      mount -t cgroup -o "$c" "$c" "/sys/fs/cgroup/$c" || rmdir "/sys/fs/cgroup/$c"
    done
  else
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
  fi
fi
`

/**
 * Version 2 inside a container: controllers can be handed down only from a group without processes
 * (kernel documentation, cgroup-v2, "No Internal Process Constraint"). The real root has no cgroup.type file.
 */
const DELEGATE_CGROUPS = `
if [ -e /sys/fs/cgroup/cgroup.type ] && [ -z "$(cat /sys/fs/cgroup/cgroup.subtree_control)" ]; then
  mkdir -p /sys/fs/cgroup/init
  for p in $(cat /sys/fs/cgroup/cgroup.procs); do echo "$p" > /sys/fs/cgroup/init/cgroup.procs || true; done
  for c in $(cat /sys/fs/cgroup/cgroup.controllers); do echo "+$c" > /sys/fs/cgroup/cgroup.subtree_control || true; done
fi 2>/dev/null
`

const HIERARCHIES = `$(awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/self/mounts)`

/** Frozen processes (paused containers) of version 1 do not die before they are thawed. */
const thaw = (cgroup: string): string => `
for m in ${HIERARCHIES}; do
  [ -d "$m/${cgroup}" ] || continue
  find "$m/${cgroup}" -name freezer.state -exec sh -c 'echo THAWED > "$1"' sh {} ';'
done`

const removeCgroups = (cgroup: string): string => `
for m in ${HIERARCHIES}; do
  [ -d "$m/${cgroup}" ] || continue
  find "$m/${cgroup}" -depth -type d -exec rmdir {} ';'
  [ -d "$m/${cgroup}" ] && left=1
done`

/** For the next start, when a whole sandbox was killed so hard that nothing of it could tidy up. */
export const sweepScript = (cgroup: string): string => `exec 2>/dev/null${thaw(cgroup)}\nsleep 0.1${removeCgroups(cgroup)}\ntrue`

/**
 * Runs as process 1. /run becomes private because containerd's shims put their sockets below it at a fixed path;
 * overlay file systems do not stack, so on one the engine's data goes into memory.
 */
export const setupScript = ({ dir, cgroup }: NamespaceOptions): string => `
exec 3<&0
mount --make-rprivate / 2>/dev/null
case ${quote(dir)} in /run/*|/var/run/*) ;; *) mount -t tmpfs -o mode=755 tmpfs /run || exit 1 ;; esac
ip link set lo up || busybox ip link set lo up || exit 1
${MOUNT_CGROUPS}
${DELEGATE_CGROUPS}
if [ "$(stat -f -c %t ${quote(dir)})" = 794c7630 ]; then mkdir -p ${quote(dir)}/data && mount -t tmpfs tmpfs ${quote(dir)}/data; fi
echo ready
exec >/dev/null 2>&1
cat <&3 &
wait $!
${thaw(cgroup)}
kill -9 -1
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  left=0
  ${removeCgroups(cgroup)}
  [ $left = 0 ] && break
  sleep 0.05
done
`

/** Stays outside, outlives a SIGKILL of ours, and removes the folders once the kernel has emptied the namespaces. */
export const wrapperScript = ({ dir, remove = [] }: NamespaceOptions): string => `
unshare --net --mount --propagation unchanged --pid --fork --kill-child --mount-proc sh "$1"
code=$?
rm -rf -- ${[dir, ...remove].map(quote).join(' ')}
exit $code
`
