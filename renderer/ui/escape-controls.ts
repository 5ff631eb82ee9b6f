/**
 * Characters that change how their neighbours look without being seen themselves: C0 and C1
 * controls (tab and newline are left alone), bidirectional embeddings, overrides, isolates and
 * marks (Unicode UAX #9; the "Trojan Source" set), zero-width characters, line and paragraph
 * separators, interlinear annotation marks and lone surrogates.
 */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export const DISPLAY_CAP = 4096

/**
 * Makes text of unknown origin safe to look at: hidden and direction-changing characters appear as
 * ⟨U+202E⟩, and what is longer than `max` UTF-16 units is cut with an ellipsis. For display only;
 * copy and save use the original.
 */
export function escapeControls(text: string, max: number = DISPLAY_CAP): string {
  const cut = text.length > max
  let head = text
  if (cut) {
    const last = text.charCodeAt(max - 1)
    head = text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max)
  }
  const shown = head.replace(HIDDEN, visible)
  return cut ? `${shown}…` : shown
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
}
