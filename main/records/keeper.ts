/** What a log asks of the store that it is in. */
export interface Keeper {
  /** Bytes after which a new segment is begun. */
  room(): number
  /** Does a writing of so many bytes where there is room for it. */
  within(size: number, write: () => Promise<void>): Promise<void>
  /** Rejects where nothing may be changed any more. */
  mayChange(): Promise<void>
}
