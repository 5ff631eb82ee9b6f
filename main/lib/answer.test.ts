import { describe, expect, it } from 'vitest'
import { appError } from '../../shared/errors.ts'
import { surpriseInWords } from './answer.ts'

describe('what is written down of an exception nobody caught (T16)', () => {
  it('names the failure and the place, and nothing of what was worked on', () => {
    const caught = (act: () => unknown): unknown => {
      try {
        return act()
      } catch (error) {
        return error
      }
    }
    const parse = surpriseInWords(caught(() => JSON.parse('{"auth": hunter2}')))
    expect(parse).toMatch(/^SyntaxError\n\s+at JSON\.parse/)
    expect(parse).not.toContain('hunter2')
    const app = surpriseInWords(appError('engine.failed', { status: 500 }, 'PASSWORD=hunter2\n    is not accepted'))
    expect(app).toMatch(/^AppError engine\.failed\n\s+at /)
    expect(app).not.toContain('hunter2')
    expect(surpriseInWords('hunter2')).toBe('threw a string')
    expect(surpriseInWords(Object.assign(new Error('x'), { code: 'EPIPE', stack: undefined }))).toBe('Error EPIPE')
  })
})
