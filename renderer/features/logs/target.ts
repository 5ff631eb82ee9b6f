import type { Arrival } from '../../../shared/contract/logs.ts'

/**
 * A container of a view. `hue` numbers its colour, and is that of the one whose place it took; `image` is known where the
 * container itself may be gone.
 */
export type LogTarget = { id: string; name: string; hue?: number; as?: Arrival; image?: string }
