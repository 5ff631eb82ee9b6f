/** Shells that may run the starter, in the order they are tried: nearly every image with a shell has the first. */
export const STARTERS: readonly string[] = ['sh', 'bash', '/bin/sh', '/busybox/sh']

const NAMED = 'for s in bash zsh ash sh'

/**
 * Tells which shell comes and its process id, and becomes that shell. One exec instead of one for each try.
 * Without any locale bash would take a letter of two bytes for two letters: C.UTF-8 is chosen where it exists and nothing
 * else was. Only what every shell has built in is used.
 */
const SAY = `printf '\\033]gantry;%s;%s;%s\\007' "$GANTRY_START" "$$"`
const LOCALE = `if [ -z "$LANG$LC_ALL$LC_CTYPE" ]; then for d in /usr/lib/locale/C.utf8 /usr/lib/locale/C.UTF-8; do if [ -d "$d" ]; then export LC_CTYPE=C.UTF-8; fi; done; fi`
const SHELL_SCRIPT = `${LOCALE}; ${NAMED}; do if command -v "$s" >/dev/null 2>&1; then ${SAY} "$s"; unset GANTRY_START; exec "$s"; fi; done; ${SAY} "$0"; unset GANTRY_START; exec "$0"`
const COMMAND_SCRIPT = `if ! command -v "$1" >/dev/null 2>&1; then printf '%s: not found' "$1"; exit 127; fi; ${SAY} "$1"; unset GANTRY_START; exec "$@"`

/**
 * The command that becomes the best shell there is. It says which before, as `findStart` reads it, by the nonce in the variable
 * `GANTRY_START`, which the shell does not inherit. @param starter one of `STARTERS`; the shell itself where there is no other.
 */
export const shellCommand = (starter: string): string[] => [starter, '-c', SHELL_SCRIPT, starter]
/**
 * The same for a command: the starter becomes it, so that its process id is known. Ends with 127 where it is not there, as a shell
 * does (POSIX.1-2017, XCU 2.8.2).
 */
export const commandWithShell = (starter: string, command: readonly string[]): string[] => [
  starter,
  '-c',
  COMMAND_SCRIPT,
  starter,
  ...command,
]

/** What a program is called in a tab: its path's last part, at most 64 characters. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).slice(0, 64)

const OPENING = '\x1b]gantry;'
/** What an exec says before its program starts is short: an error of the engine, a warning of the shell. */
const MAX_WAIT = 8192

export type Start = {
  program: string
  /** In the container's own count. */
  pid: number
  /** What came before and after the sign, to be shown. */
  rest: Uint8Array<ArrayBuffer>
}

/** Looks for the starter's sign in what came so far; 'wait' when it may still come, null when it will not. */
export function findStart(bytes: Uint8Array, nonce: string): Start | 'wait' | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const at = text.indexOf(`${OPENING}${nonce};`)
  const end = at < 0 ? -1 : text.indexOf('\x07', at)
  if (end < 0) return bytes.length > MAX_WAIT ? null : 'wait'
  const [pid = '', program = ''] = text.slice(at + OPENING.length + nonce.length + 1, end).split(';')
  if (!/^\d{1,10}$/.test(pid)) return null
  const rest = new Uint8Array(bytes.length - (end + 1 - at))
  rest.set(bytes.subarray(0, at))
  rest.set(bytes.subarray(end + 1), at)
  return { program: baseName(program), pid: Number(pid), rest }
}

/**
 * Looks for what was hung up, by what is built into every shell: some milliseconds. Then pauses of 20 ms, half a second of them,
 * where `sleep` knows fractions: on a busy machine the leader gets its turn in them.
 */
const LOOKS = 1000
const PAUSES = 25

/**
 * Ends a terminal session inside a container as a closed terminal would: SIGHUP to everything in it; `kill`: SIGKILL to its
 * leader and to all that did not choose to outlive a hang-up (nohup). `$1` the leader, `$2` the stage.
 * The leader comes last and is given a moment to reap what ended: what it leaves is the container's first process's to reap,
 * and most of those never do.
 */
export const HANG_UP_SCRIPT = `leader=$1; stage=$2; gone=
for d in /proc/[0-9]*; do
  p=\${d#/proc/}; l=; { IFS= read -r l < "$d/stat"; } 2>/dev/null
  set -f; set -- \${l##*) }; set +f
  [ "$4" = "$leader" ] || continue
  if [ "$stage" = hup ]; then [ "$p" = "$leader" ] || { kill -HUP "$p"; gone="$gone $p"; }; kill -CONT "$p"; continue; fi
  i=; { while read -r k v; do if [ "$k" = SigIgn: ]; then i=$v; fi; done < "$d/status"; } 2>/dev/null
  case $i in *[13579bdf]) [ "$p" = "$leader" ] && kill -KILL "$p" ;; *) kill -KILL "$p" ;; esac
done 2>/dev/null
i=0; for p in $gone; do
  while [ -d "/proc/$p" ] && [ "$i" -lt ${String(LOOKS)} ]; do i=$((i+1)); done
  while [ -d "/proc/$p" ] && [ "$i" -lt ${String(LOOKS + PAUSES)} ]; do i=$((i+1)); sleep 0.02; done
done 2>/dev/null
if [ "$stage" = hup ]; then kill -HUP "$leader"; kill -CONT "$leader"; else kill -KILL "$leader"; fi 2>/dev/null
exit 0`
