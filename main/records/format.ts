import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from '../../shared/contract/zod.ts'
import type { Stamp } from '../docker/lib/stamp.ts'

/**
 * How a recorded log lies on the disk. `<data folder>/records/<host>/<container>/<number>.glog` are segments of at most a few
 * MiB, each readable by itself; the folders are 0700, the files 0600. A segment is a row of frames, little endian:
 *
 *    0  u32 magic "GFR1"
 *    4  u32 bytes of the payload
 *    8  u32 CRC-32 of all that follows, header and payload
 *   12  u32 kind: 0 whose log it is (JSON, always the first of a segment), 1 lines, 2 lines while one had begun long before
 *       that has not ended, 3 all that stood before it was removed (no payload)
 *   16  u32 bytes of the payload once inflated (RFC 1951)
 *   20  u32 lines in it
 *   24  u32 u32 stamp of its first line, seconds and nanoseconds
 *   32  u32 u32 stamp of its last line
 *   40  u32 u32 where reading is taken up again: the stamp of the last line, or of an older one that was still unfinished; of
 *       kind 2 that comes without its beginning
 *   48  the payload; for lines a batch as `shared/log-batch.ts` describes it
 *
 * Frames are only ever appended, each by one write. Whatever a kill, a power cut or a full disk leaves behind the last whole
 * frame is cut off when the store is opened; there is no index that could disagree, it is rebuilt from these headers.
 */
export const HEADER = 48
const MAGIC = Buffer.from('GFR1', 'latin1')
const MOST = 16 * 1024 * 1024

/** Whose log a segment holds. */
export const Meta = z.object({
  v: z.literal(1),
  hostName: z.string(),
  container: z.string().regex(/^[a-f0-9]{64}$/),
  name: z.string(),
  image: z.string(),
  project: z.string().nullable(),
  /** Its compose service; segments of earlier versions do not name it. */
  service: z.string().nullable().default(null),
})
export type Meta = z.infer<typeof Meta>

/** `cut`: a line began before `resume` that had not ended: reading taken up there finds only the rest of it. */
export type FrameHead = { lines: number; first: Stamp; last: Stamp; resume: Stamp; cut: boolean }
const KINDS = ['meta', 'lines', 'lines', 'cleared'] as const
export type Frame = FrameHead & { kind: (typeof KINDS)[number]; at: number; end: number; raw: number }

const ZERO = { sec: 0, nano: 0 }
const NONE: FrameHead = { lines: 0, first: ZERO, last: ZERO, resume: ZERO, cut: false }

/** Whose log a segment holds: its first frame. */
export const metaFrame = (meta: Meta): Buffer => encode(0, NONE, Buffer.from(JSON.stringify(meta)))
/** @param batch lines and notices, as `shared/log-batch.ts` describes them. @param head what they are, said outside of the payload. */
export const linesFrame = (head: FrameHead, batch: Uint8Array): Buffer => encode(head.cut ? 2 : 1, head, batch)
/** All that stands before it was removed; reading is taken up again at `resume`. */
export const clearedFrame = (resume: Stamp): Buffer => encode(3, { ...NONE, resume }, new Uint8Array(0))

function encode(kind: number, { lines, first, last, resume }: FrameHead, content: Uint8Array): Buffer {
  const payload = deflateRawSync(content, { level: 5 })
  const frame = Buffer.alloc(HEADER + payload.length)
  MAGIC.copy(frame)
  const words = [kind, content.length, lines, first.sec, first.nano, last.sec, last.nano, resume.sec, resume.nano]
  frame.writeUInt32LE(payload.length, 4)
  for (const [i, word] of words.entries()) frame.writeUInt32LE(word, 12 + 4 * i)
  payload.copy(frame, HEADER)
  frame.writeUInt32LE(crc32(frame.subarray(12)), 8)
  return frame
}

/** The frame that begins at `at`; null when none whole and sound does. */
export function frameAt(bytes: Buffer, at: number): Frame | null {
  if (bytes.length - at < HEADER || !bytes.subarray(at, at + 4).equals(MAGIC)) return null
  const word = (offset: number) => bytes.readUInt32LE(at + offset)
  const end = at + HEADER + word(4)
  const kind = KINDS[word(12)]
  if (end > bytes.length || word(16) > MOST || kind === undefined) return null
  if (crc32(bytes.subarray(at + 12, end)) !== word(8)) return null
  const stamp = (offset: number): Stamp => ({ sec: word(offset), nano: word(offset + 4) })
  const head = { lines: word(20), first: stamp(24), last: stamp(32), resume: stamp(40), cut: word(12) === 2 }
  return { kind, at, end, raw: word(16), ...head }
}

export type Scan = {
  meta: Meta | null
  /** Those of lines. */
  frames: Frame[]
  /** Where reading is taken up behind what was removed; what stood before it, in other segments too, is no more. */
  cleared: Stamp | null
  /** Where the last sound frame ends: what stands behind it is a torn tail. */
  good: number
  /** Places between sound frames where bytes were spoilt. */
  damaged: number
}

/** Finds the sound frames of a segment. Spoilt bytes between them are stepped over and counted. Never throws. */
export function scan(bytes: Buffer): Scan {
  const found: Scan = { meta: null, frames: [], cleared: null, good: 0, damaged: 0 }
  for (let at = 0; at >= 0 && at < bytes.length; ) {
    const frame = frameAt(bytes, at)
    if (frame === null) {
      at = bytes.indexOf(MAGIC, at + 1)
      continue
    }
    if (frame.at > found.good) found.damaged++
    if (frame.kind === 'lines') found.frames.push(frame)
    else if (frame.kind === 'meta') found.meta ??= metaOf(contentOf(bytes, frame))
    else [found.frames, found.cleared] = [[], frame.resume]
    found.good = frame.end
    at = frame.end
  }
  return found
}

/** What a sound frame holds. */
export const contentOf = (bytes: Buffer, { at, end, raw }: Frame): Buffer =>
  inflateRawSync(bytes.subarray(at + HEADER, end), { maxOutputLength: Math.max(1, raw) })

function metaOf(content: Buffer): Meta | null {
  try {
    return Meta.safeParse(JSON.parse(content.toString())).data ?? null
  } catch {
    return null
  }
}
