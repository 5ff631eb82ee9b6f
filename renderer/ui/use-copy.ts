import { useCallback } from 'react'
import { toasts } from './toasts.tsx'
import { useUiWords } from './words.tsx'

/** Copies a text; where the system refuses that, says so and resolves to false. */
export function useCopy(): (text: string) => Promise<boolean> {
  const { copyFailed } = useUiWords()
  return useCallback(
    (text) =>
      navigator.clipboard.writeText(text).then(
        () => true,
        () => {
          toasts.add({ id: 'copy-failed', tone: 'bad', title: copyFailed })
          return false
        },
      ),
    [copyFailed],
  )
}
