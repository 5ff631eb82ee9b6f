import type { Terminal } from '@xterm/xterm'

/** What the fonts with ligatures (Fira Code, JetBrains Mono, Cascadia Code, Iosevka) have in common, and what programs are written with. */
const SEQUENCES = `
  == === != !== =~ !~ ~= =/= =!= /= /== ^= := ::= =: += -= *= %= &= |= ?= ??= ||= &&= .= <= >= <=> <> <<= >>=
  => ==> ===> =>> >=> =<< =<= <== <=== <==> <-> <--> <- <-- <--- -> --> ---> ->> >-> <<- -< -<< >- >>- <-< <=< >>= |-> <-| |=> <=|
  <~ <~~ ~> ~~> <~> ~~ ~- -~ ~@ |- -| |= |] [| |} {| |> <| ||> <|| |||> <||| <|> <$ <$> $> <+ <+> +> <* <*> *>
  << <<< >> >>> && &&& || ||| ++ +++ -- --- ** *** // /// /* */ /** **/ </ </> /> <!-- --> :: ::: :> <: >: :<
  .. ... ..< ..= .? ?. ?? ?: ?= !! !!! !. ;; ;;; ## ### #### #{ #[ #( #! #? #_ #_( #: #= $$ %% @@ __ -~- ~~~ www \\\\ \\/ /\\
`
  .trim()
  .split(/\s+/)

const quoted = (text: string): string => text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&')

/** A rule of equals signs is no row of ligatures: at neither end the same character may go on. */
const PATTERN = new RegExp(
  [...new Set(SEQUENCES)]
    .sort((a, b) => b.length - a.length)
    .map((sequence) => `(?<!${quoted(sequence.charAt(0))})${quoted(sequence)}(?!${quoted(sequence.slice(-1))})`)
    .join('|'),
  'g',
)

/**
 * Where a font may draw several characters as one: ranges of string indexes, the end exclusive; in order, none within another.
 * @param text one row's characters of one look
 */
export function ligatureRanges(text: string): [number, number][] {
  return [...text.matchAll(PATTERN)].map(({ 0: sequence, index }) => [index, index + sequence.length])
}

/**
 * Draws a terminal with ligatures or without. The cells stay as they are: what is selected in part or has the cursor in it
 * is drawn apart. Plain elements would take ligatures of whatever stands side by side, the graphics only of what is joined.
 */
export class Ligatures {
  readonly #terminal: Terminal
  readonly #element: HTMLElement
  #joiner: number | null = null

  /** @param terminal one that was opened in `element` */
  constructor(terminal: Terminal, element: HTMLElement) {
    this.#terminal = terminal
    this.#element = element
    this.draw(false)
  }

  draw(wanted: boolean): void {
    this.#element.style.fontVariantLigatures = wanted ? 'normal' : 'none'
    // Letters that are spaced, if by a hundredth of a pixel, lose theirs unless they are asked for by name.
    this.#element.style.fontFeatureSettings = wanted ? '"liga", "calt"' : 'normal'
    if (wanted === (this.#joiner !== null)) return
    if (this.#joiner === null) this.#joiner = this.#terminal.registerCharacterJoiner(ligatureRanges)
    else {
      this.#terminal.deregisterCharacterJoiner(this.#joiner)
      this.#joiner = null
    }
  }
}
