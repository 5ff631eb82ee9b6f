import type { ReactNode } from 'react'

/** A private-use character: no message and no value of ours contains it. */
export const HOLE = '\ue000'

/** A translated sentence with a component in the place of its `HOLE`, wherever the language puts it. */
export function Sentence({ text, children }: { text: string; children: ReactNode }) {
  const at = text.indexOf(HOLE)
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      {children}
      {text.slice(at + 1)}
    </>
  )
}
