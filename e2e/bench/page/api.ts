/** What the bench's page can be told to do; the rows call it through the browser's debugger. */
export type LogReading = {
  /** From asking for the log to its last line in the store. */
  ms: number
  lines: number
  dropped: number
  /** The most lines the store ever held. */
  most: number
  /** Longest task of the page meanwhile, 0 when none took 50 ms. */
  longest: number
}

export type TerminalReading = {
  /** From asking for it to the last byte parsed. */
  ms: number
  bytes: number
  /** The last lines of the screen that hold anything. */
  last: string[]
  /** 95th percentile between two frames. */
  frame: number
}

export type BenchPage = {
  /** Enters over the real wire; the link's code stands in the address. */
  connect(): Promise<void>
  /** Reads a container's log to its end into a store with these limits, and keeps it. */
  readLog(id: string, expected: number, limits: { lines: number; bytes: number }): Promise<LogReading>
  /** SHA-256 of the kept log's lines, each with a newline, in hexadecimal. */
  hashLog(): Promise<string>
  dropLog(): void
  /** Reads one batch of a log and then no more; resolves with that batch's bytes. */
  stallLog(id: string): Promise<number>
  /** Bytes and milliseconds of what the bare server sends for this path. */
  bare(path: string): Promise<{ ms: number; bytes: number }>
  /** Runs a command in a terminal of the app until its output is parsed. */
  run(container: string, command: string[]): Promise<TerminalReading>
  /** The same screen fed with these many lines from memory. */
  parse(lines: number): Promise<TerminalReading>
  /** Opens a shell: `app` over the app's own path, `bare` without any flow control. */
  openShell(way: 'app' | 'bare', container: string): Promise<void>
  /** Floods it for so long, types Ctrl-C; milliseconds until the prompt is painted. Then checks that the shell answers. */
  interrupt(flood: number): Promise<number>
}

export type WithBench = { bench: BenchPage }
