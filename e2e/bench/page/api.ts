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

export type FollowReading = {
  lines: number
  /** Lines that the ring let go. */
  lost: number
  longest: number
  /** 95th percentile between two frames. */
  frame: number
  /** 95th percentile of the age of the newest line when it is painted, by the engine's stamp. */
  lag: number
}

export type SearchReading = { ms: number /** Until the first match was told. */; first: number; count: number; longest: number }

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
  /** Opens the view of a log as the app does, with so many of its newest lines, until one that holds `last` is painted; and closes it. */
  openView(id: string, tail: number, last: string): Promise<{ ms: number; lines: number }>
  /** Opens a view that follows a log of lines `line N`, and leaves it open. */
  followView(id: string): Promise<void>
  /** How it goes for so long. */
  watchView(ms: number): Promise<FollowReading>
  closeView(): void
  /** Looks for a text in the kept log. */
  searchLog(text: string): Promise<SearchReading>
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
  /** Types one key; milliseconds until its echo is parsed, and until it is painted. */
  echo(): Promise<{ parsed: number; painted: number }>
  /** Opens a shell until its prompt is painted and closes it again. */
  openTime(container: string): Promise<number>
  /** Opens so many idle shells beside the one in front. */
  openBeside(container: string, count: number): Promise<void>
}

export type WithBench = { bench: BenchPage }
