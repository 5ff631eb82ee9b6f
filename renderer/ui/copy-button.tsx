import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { useCopy } from './use-copy.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import { useUiWords } from './words.tsx'

const COPIED_MS = 1500

export interface CopyButtonProps {
  text: string | (() => string)
  /** The accessible name; "Copy" unless told. */
  label?: string
  /** The name as visible text too. */
  showLabel?: boolean
  size?: 'md' | 'sm'
}

export function CopyButton({ text, label, showLabel = false, size = 'sm' }: CopyButtonProps) {
  const words = useUiWords()
  const write = useCopy()
  const [copied, setCopied] = useState(0)
  useEffect(() => {
    if (copied === 0) return
    const timer = setTimeout(() => setCopied(0), COPIED_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    const value = typeof text === 'function' ? text() : text
    void write(value).then((done) => setCopied(done ? Date.now() : 0))
  }
  const name = label ?? words.copy
  const glyph = copied ? Check : Copy
  return (
    <>
      {showLabel ? (
        <Button variant="ghost" size={size} icon={glyph} onClick={copy}>
          {name}
        </Button>
      ) : (
        <IconButton size={size} icon={glyph} label={name} onClick={copy} />
      )}
      <VisuallyHidden>
        <span aria-live="polite">{copied ? words.copied : ''}</span>
      </VisuallyHidden>
    </>
  )
}
