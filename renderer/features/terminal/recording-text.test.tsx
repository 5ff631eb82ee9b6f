import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { MOST_PLAYED, MOST_RECORDED } from '../../../shared/asciicast.ts'
import type { Recording } from '../../../shared/contract/terminal.ts'
import { useRecordingText } from './recording-text.ts'

const textOf = (bytes: number) => {
  const recording: Recording = { id: 'a'.repeat(32), session: null, name: 'web', keys: false, since: 0, bytes, ended: 'full' }
  return renderHook(() => useRecordingText(recording)).result.current
}

test('of a recording that Gantry does not play it is said what does', () => {
  expect(textOf(MOST_PLAYED).facts).not.toContain('asciinema')
  const { title, facts } = textOf(MOST_RECORDED)
  expect(facts).toContain('longer than the 32 MB that play here: asciinema plays it')
  // As the README tells it.
  expect(title).toContain('256\u00a0MB')
})
