import { lookOf } from '../ansi/palette.ts'
import type { Run } from '../ansi/parse.ts'
import type { AnsiStyle } from '../ansi/style.ts'
import type { LevelName } from '../lines/level.ts'
import { named } from './dom.ts'
import { linksIn, mayHaveLinks } from './links.ts'

/** A text node of a row and the part of the line it shows; `exact` when they are the same characters. */
type Piece = { node: Text; start: number; end: number; exact: boolean }

export type RowContent = {
  stamp: string
  stampTitle: string
  source: { name: string; color: string } | null
  /** The line decoded, and its runs; empty for a notice. */
  raw: string
  runs: readonly Run[]
  /** Instead of the line: what the app has to say at this place. */
  notice: { text: string; tone: 'info' | 'warn' | 'bad' | 'gap'; action: string | null } | null
  stderr: boolean
  /** The level that is guessed, '' for none; null when levels are not shown. */
  level: { name: LevelName | ''; title: string } | null
  /** Shown only because it lies near a line that passes the filter. */
  context: boolean
  /** Said after the line, with a button when it can be shown whole. `note`: what cannot. */
  tail: { text: string; expands: boolean; note?: string; save?: string } | null
}

/** One painted line: its elements are made once and filled again and again. */
export class Row {
  readonly element = document.createElement('div')
  /** Its place in the view; null when what it shows is not to be kept. */
  index: number | null = null
  /** The line it shows, or the next one below a row that is none. */
  line = 0
  raw = ''
  readonly #stamp = document.createElement('span')
  readonly #source = document.createElement('span')
  readonly #level = document.createElement('span')
  readonly #body = document.createElement('span')
  readonly #tail = document.createElement('span')
  #pieces: Piece[] = []
  #plain: Text | null = null

  constructor() {
    this.element.className = named('row')
    this.#stamp.className = named('stamp')
    this.#source.className = named('source')
    this.#body.className = named('body')
    this.#tail.className = named('tail')
    const text = document.createElement('span')
    text.className = named('text')
    text.append(this.#body, this.#tail)
    this.element.append(this.#stamp, this.#source, this.#level, text)
  }

  fill(index: number, line: number, content: RowContent): void {
    this.index = index
    this.line = line
    this.raw = content.notice === null ? content.raw : ''
    const { element } = this
    element.dataset['line'] = String(line)
    element.className = content.notice === null ? named('row') : `${named('row')} ${named('notice')} ${named(content.notice.tone)}`
    element.classList.toggle(named('stderr'), content.stderr)
    element.classList.toggle(named('context'), content.context)
    this.stamp(content.stamp)
    this.#stamp.title = content.stampTitle
    setText(this.#source, content.source === null ? '' : `${content.source.name} `)
    this.#source.style.color = content.source?.color ?? ''
    this.#fillLevel(content)
    this.#fillBody(content)
    this.#fillTail(content)
  }

  /** Shows another stamp and touches nothing else. */
  stamp(text: string): void {
    setText(this.#stamp, text === '' ? '' : `${text} `)
  }

  /** The offset in the line at a place in one of its text nodes; null when the node is not of the line. */
  offsetOf(node: Node, offset: number): number | null {
    const piece = this.#pieces.find((p) => p.node === node)
    if (piece === undefined) return this.#body.contains(node) ? (offset === 0 ? 0 : this.raw.length) : null
    if (piece.exact) return piece.start + offset
    return offset * 2 > piece.node.length ? piece.end : piece.start
  }

  /** The text nodes' ranges that show `start … end` of the line. */
  ranges(start: number, end: number): Range[] {
    const ranges: Range[] = []
    for (const { node, ...piece } of this.#pieces) {
      if (piece.end <= start || piece.start >= end) continue
      const range = document.createRange()
      range.setStart(node, piece.exact ? Math.max(0, start - piece.start) : 0)
      range.setEnd(node, piece.exact ? Math.min(node.length, end - piece.start) : node.length)
      ranges.push(range)
    }
    return ranges
  }

  /** A letter in a colour, drawn by the style sheet: it is no part of the line. */
  #fillLevel({ level }: RowContent): void {
    const element = this.#level
    element.className = level === null ? '' : level.name === '' ? named('level') : `${named('level')} ${named(level.name)}`
    if (element.title === (level?.title ?? '')) return
    element.title = level?.title ?? ''
    if (element.title === '') element.removeAttribute('role')
    else element.setAttribute('role', 'img')
    element.ariaLabel = element.title === '' ? null : element.title
  }

  #fillBody({ notice, raw, runs }: RowContent): void {
    const only = runs[0]
    if (notice !== null) {
      this.#pieces = []
      this.#plain = null
      const text = document.createElement('span')
      text.textContent = notice.text
      this.#body.replaceChildren(text, ...(notice.action === null ? [] : [button(notice.action)]))
    } else if (runs.length <= 1 && isPlain(only?.style) && only?.shown == null && !mayHaveLinks(raw)) {
      // By far the most lines: one text node, kept.
      const text = only === undefined ? '' : raw.slice(only.start, only.end)
      if (this.#plain === null) {
        this.#plain = document.createTextNode(text)
        this.#body.replaceChildren(this.#plain)
      } else this.#plain.data = text
      const start = only?.start ?? 0
      this.#pieces = [{ node: this.#plain, start, end: start + text.length, exact: true }]
    } else {
      this.#plain = null
      this.#pieces = []
      this.#body.replaceChildren(...runs.flatMap((run) => this.#nodes(raw, run)))
    }
  }

  #nodes(raw: string, run: Run): Node[] {
    if (run.shown === '') return []
    if (run.shown !== null) {
      const mark = run.text === true ? styled(run.style) : document.createElement('span')
      if (run.text !== true) mark.className = named('control')
      if (run.title !== undefined) mark.title = run.title
      mark.append(this.#piece(run.shown, run.start, run.end, false))
      return [mark]
    }
    const nodes = this.#linked(raw, run.start, run.end)
    if (isPlain(run.style) && run.title === undefined) return nodes
    const span = styled(run.style)
    if (run.title !== undefined) span.title = run.title
    span.append(...nodes)
    return [span]
  }

  #linked(raw: string, start: number, end: number): Node[] {
    const text = raw.slice(start, end)
    const nodes: Node[] = []
    let at = 0
    for (const { at: begins, url } of linksIn(text)) {
      if (begins > at) nodes.push(this.#piece(text.slice(at, begins), start + at, start + begins, true))
      const link = document.createElement('a')
      link.href = url
      link.tabIndex = -1
      link.draggable = false
      at = begins + url.length
      link.append(this.#piece(url, start + begins, start + at, true))
      nodes.push(link)
    }
    if (at < text.length) nodes.push(this.#piece(text.slice(at), start + at, end, true))
    return nodes
  }

  #piece(text: string, start: number, end: number, exact: boolean): Text {
    const node = document.createTextNode(text)
    this.#pieces.push({ node, start, end, exact })
    return node
  }

  #fillTail({ tail }: RowContent): void {
    if (tail === null) {
      if (this.#tail.firstChild !== null) this.#tail.replaceChildren()
      return
    }
    this.#tail.replaceChildren(tail.expands ? button(tail.text) : document.createTextNode(tail.text))
    if (tail.note !== undefined) this.#tail.append(tail.note)
    if (tail.save === undefined) return
    const save = button(tail.save)
    save.dataset['save'] = ''
    this.#tail.append(save)
  }
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

function isPlain(style: AnsiStyle | undefined): boolean {
  if (style === undefined) return true
  return style.fg === null && style.bg === null && !style.bold && !style.dim && !style.italic && !style.underline && !style.inverse
}

function styled(style: AnsiStyle): HTMLElement {
  const span = document.createElement('span')
  const { color, background } = lookOf(style)
  if (color !== '') span.style.color = color
  if (background !== '') span.style.backgroundColor = background
  if (style.bold) span.style.fontWeight = '700'
  if (style.italic) span.style.fontStyle = 'italic'
  if (style.underline) span.style.textDecoration = 'underline'
  return span
}

function button(text: string): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.tabIndex = -1
  element.textContent = text
  return element
}
