import { call, stream } from '../rpc/define.ts'
import { ContainerId } from './containers.ts'
import { z } from './zod.ts'

export const SessionId = z.string().regex(/^[a-f0-9]{32}$/)

/** A terminal that is hidden measures 0 or NaN columns; the engine would take even those (promises.md, fact 6). */
export const Columns = z.int().min(2).max(1000)
export const Rows = z.int().min(1).max(500)

/**
 * `shell`: the best shell found, or the one named. `command`: these words, without a shell's help. `attach`: the main process
 * of the container. `toolbox`: a shell of another image that sees the container's processes, network and files, or of a stopped one
 * a copy of its files. `copy`: a shell in a throw-away copy of a stopped container.
 */
export const SessionKind = z.enum(['shell', 'command', 'attach', 'toolbox', 'copy'])
export type SessionKind = z.infer<typeof SessionKind>

/** What a copy shares with its container instead of standing alone; absent = false. */
export const CopyKeeps = z.object({
  /** The same networks, with an address of its own and without the container's names in them. */
  network: z.boolean().optional(),
  /** The published ports, which needs the network; refused by the engine while another holds them. */
  ports: z.boolean().optional(),
  /** Volumes and folders of the host, the real ones: what is changed there is changed for good. */
  volumes: z.boolean().optional(),
})
export type CopyKeeps = z.infer<typeof CopyKeeps>

/** What became of a session; only `live` takes input. */
export const SessionState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('live') }),
  /** The process is over. `code` is null where the engine no longer knew it. */
  z.object({ state: z.literal('ended'), code: z.number().nullable() }),
  /** Let go with the detach keys; the container runs on. */
  z.object({ state: z.literal('detached') }),
  /** Ended, or let go, because another host was chosen. */
  z.object({ state: z.literal('left') }),
  /** The connection broke. The process may still run. */
  z.object({ state: z.literal('lost') }),
])
export type SessionState = z.infer<typeof SessionState>

const LookingOn = z.enum(['closed', 'would-end', 'chosen'])
export type LookingOn = z.infer<typeof LookingOn>

export const Session = z.object({
  id: SessionId,
  container: z.object({ id: z.string(), name: z.string() }),
  kind: SessionKind,
  /** `bash`, or the first word of the command; '' for attach. */
  program: z.string(),
  /** False for a process without a terminal: there its input is sent by lines. */
  tty: z.boolean(),
  /** True where nothing typed arrives. */
  readOnly: z.boolean(),
  /**
   * Why not: the container was made without an open stdin, or the engine would end its input when we leave, or it was asked for.
   * Absent where `readOnly` is false.
   */
  lookingOn: LookingOn.optional(),
  /** As the engine writes them, `ctrl-],ctrl-]`; null where there is nothing to detach from. */
  detachKeys: z.string().nullable(),
  /** Milliseconds since the epoch. */
  since: z.number(),
  /**
   * The image of a toolbox and where the target's files are in it, null where its main process cannot be told; null for other kinds.
   * `copied`: the target did not run, and they are a copy, without its volumes, processes and network.
   */
  toolbox: z.object({ image: z.string(), root: z.string().nullable(), copied: z.literal(true).optional() }).nullable(),
  /** When the container began to run, as the engine wrote it, so that another time tells of a restart; absent where none ran yet. */
  containerStarted: z.string().optional(),
  /** What a copy shares with its container; absent for other kinds. */
  keep: CopyKeeps.optional(),
  now: SessionState,
})
export type Session = z.infer<typeof Session>

/** A process that an earlier, crashed run of Gantry started and that still runs. */
export const Orphan = z.object({
  id: SessionId,
  container: z.object({ id: z.string(), name: z.string() }),
  program: z.string(),
  since: z.number(),
})
export type Orphan = z.infer<typeof Orphan>

export const RecordingId = z.string().regex(/^[a-f0-9]{32}$/)

/**
 * Why a recording goes on no more. `stopped`: by the user. `over`: its session is. `full`: the file has the size it may have.
 * `disk`: it took no more. `slow`: it could not keep up. `left`: Gantry ended or crashed over it.
 */
export const RecordingEnd = z.enum(['stopped', 'over', 'full', 'disk', 'slow', 'left'])
export type RecordingEnd = z.infer<typeof RecordingEnd>

/** What a terminal showed, in a file of the backend's until it is removed. */
export const Recording = z.object({
  id: RecordingId,
  /** Whose; it may be forgotten by now. Null for one of an earlier run. */
  session: SessionId.nullable(),
  /** As whoever began it calls it. */
  name: z.string(),
  /** What was typed is in it. */
  keys: z.boolean(),
  /** Milliseconds since the epoch. */
  since: z.number(),
  /** In the file, at the last change of anything else here. */
  bytes: z.number(),
  /** Null while it goes on. */
  ended: RecordingEnd.nullable(),
  /** The system's word on what the disk refused, ENOSPC; absent otherwise. */
  code: z.string().optional(),
})
export type Recording = z.infer<typeof Recording>

const Word = z.string().max(32_768)

/** Single characters or `ctrl-` with a letter or one of @ ^ [ ] _ \ as the engine reads them; at most eight of them, by commas. */
export const DETACH_KEYS = /^(ctrl-[a-z@^[\]_\\]|[\x21-\x2b\x2d-\x7e])(,(ctrl-[a-z@^[\]_\\]|[\x21-\x2b\x2d-\x7e])){0,7}$/

const NoNul = /^[^\0]*$/

/** How a shell or command is run: what `docker exec` calls -u, -w, -e and --privileged. Absent = as the container has it. */
export const ExecOptions = z.object({
  /** `name`, `uid`, `name:group` or `uid:gid`. */
  user: z
    .string()
    .max(128)
    .regex(/^[^\0\s-][^\0\s]*$/)
    .optional(),
  /** Absolute, in the container. */
  workdir: z
    .string()
    .max(4096)
    .regex(/^\/[^\0]*$/)
    .optional(),
  env: z
    .array(
      z.object({
        name: z
          .string()
          .max(4096)
          .regex(/^[^=\0]+$/),
        value: z.string().max(32_768).regex(NoNul),
      }),
    )
    .max(256)
    .optional(),
  /** All powers of root on the host: asked for outside the page, refused where nobody can be asked (T24). */
  privileged: z.boolean().optional(),
  /** False: with plain pipes, as `docker exec -i` without -t. What is typed is sent by lines. Absent = true. */
  tty: z.boolean().optional(),
})
export type ExecOptions = z.infer<typeof ExecOptions>

export const OpenTerminal = z.object({
  container: ContainerId,
  kind: SessionKind,
  /** For `command` only. */
  command: z.array(Word).min(1).max(256).optional(),
  /** For `attach` to a container that was created and not started yet: attach first, then start it, so that not a byte is missed. */
  start: z.boolean().optional(),
  /** For `shell`: this one instead of the best found, a name or a path. */
  shell: z
    .string()
    .max(256)
    .regex(/^[^\0\s-][^\0\s]*$/)
    .optional(),
  /** For `shell`, `command`, `toolbox` and `copy`. */
  exec: ExecOptions.optional(),
  /** For `attach`: look on only; nothing typed leaves Gantry. */
  readOnly: z.boolean().optional(),
  /** For `attach`: instead of the user's own. */
  detachKeys: z.string().regex(DETACH_KEYS).optional(),
  /** For `copy`. */
  keep: CopyKeeps.optional(),
  /** For `toolbox`: its image, which must be on the host. */
  image: z.string().min(1).max(512).optional(),
  /** What the page calls this opening while it lasts, to hear how far it is and to give it up. */
  ticket: SessionId.optional(),
  cols: Columns,
  rows: Rows,
})
export type OpenTerminal = z.infer<typeof OpenTerminal>

/** What stands between the bytes of an output stream. */
export const OutputMark = z.discriminatedUnion('t', [
  /** What follows up to `live` rebuilds screen, scrollback and modes of a terminal of this size. Answer no query in it. */
  z.object({ t: z.literal('replay'), cols: z.number(), rows: z.number() }),
  z.object({ t: z.literal('live') }),
  /** After Ctrl-C in a flood this many bytes were left out here. */
  z.object({ t: z.literal('skipped'), bytes: z.number() }),
  /** Another reader took over; nothing follows. */
  z.object({ t: z.literal('taken') }),
])
export type OutputMark = z.infer<typeof OutputMark>

const One = z.object({ session: SessionId })
const OneRecording = z.object({ recording: RecordingId })
const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array)

export const terminal = {
  /** Resolves once the shell runs; fails with `terminal.no-shell` and the engine's own words when there is none. */
  open: call(OpenTerminal, Session),
  /**
   * How many bytes of the files of a container that does not run are copied by now; the latest only. Ends with the opening, at once
   * where that is not known.
   */
  copied: stream(z.object({ ticket: SessionId }), z.object({ bytes: z.number() }), 1),
  /** Ends an opening; it fails with `rpc.cancelled` once nothing of it is left. Too late, or not known: nothing. */
  giveUp: call(z.object({ ticket: SessionId }), z.void()),
  /**
   * Opens another one as that session was opened, whether it still runs or is closed: what was asked for may hold secrets and
   * stays in the backend. Never starts a container. `terminal.not-found` when that is no longer known.
   */
  again: call(One.extend({ cols: Columns, rows: Rows }), Session),
  /** The shells of a running container, found by trying; names or paths, the liked ones first, empty where there is none. */
  shells: call(z.object({ container: ContainerId }), z.array(z.string().max(256)).max(64)),
  /** Every session of this backend; again after each change. */
  watch: stream(z.object({}), z.array(Session), 1),
  /**
   * First a replay, then what comes. The pace of the reader is the pace of the process: ask for the next item only when
   * the last was parsed. A later reader of the same session takes over. Ends when the session is over and all was read.
   */
  // Of 64 KiB each, so that unparsed bytes stay below 512 KiB end to end; with two a page waits for credit as long as it parses.
  output: stream(One, z.union([OutputMark, Bytes]), 4),
  /** Text is sent as UTF-8; `binary` holds one byte a character (old mouse reports). */
  write: call(One.extend({ data: z.string().max(65_536), binary: z.boolean().optional() }), z.void()),
  resize: call(One.extend({ cols: Columns, rows: Rows }), z.void()),
  /** Ends the process of a shell or command and forgets the session; an attached process runs on. `ended` false: it could not be ended. */
  close: call(One, z.object({ ended: z.boolean() })),
  /**
   * Records from what is on the screen on; `name` becomes the title in the file. A session that is recorded already goes on being
   * so. `terminal.not-recorded` where no file can be written.
   */
  record: call(One.extend({ name: z.string().max(200), keys: z.boolean() }), Recording),
  /** Resolves when all is in the file. */
  stopRecording: call(OneRecording, Recording),
  /** What is recorded, and what was and is kept, that of earlier runs too; again after each change. */
  recordings: stream(z.object({}), z.array(Recording), 1),
  /** The file, asciicast v2. Ends a recording that goes on. `terminal.no-recording` when it is not kept any more. */
  readRecording: stream(OneRecording, Bytes, 4),
  /** Ends it where it goes on, and removes the file. */
  removeRecording: call(OneRecording, z.void()),
  /** What earlier runs left behind in the containers of this host. */
  orphans: call(z.object({}), z.array(Orphan)),
  endOrphan: call(z.object({ id: SessionId }), z.object({ ended: z.boolean() })),
}
