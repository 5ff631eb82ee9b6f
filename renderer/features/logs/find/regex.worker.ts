import { type Matcher, makeMatcher } from './matcher.ts'
import type { RegexAnswer, RegexTask } from './regex-task.ts'
import { scan } from './scan.ts'

/** Runs the user's regular expressions where a catastrophic one stops nothing but itself: the page ends this worker then. */
const answer = (message: RegexAnswer) => postMessage(message)

addEventListener('message', ({ data: task }: MessageEvent<RegexTask>) => {
  const made = makeMatcher({ text: task.text, matchCase: task.matchCase, wholeWord: task.wholeWord ?? false, regex: true })
  const matcher: Matcher = 'error' in made ? { bytes: null, test: () => false, ranges: () => [] } : made
  if (task.kind === 'scan') answer({ kind: 'scan', hits: scan(task.chunk, task.from, matcher) })
  else answer({ kind: 'ranges', ranges: task.texts.map((text) => matcher.ranges(text)) })
})
answer({ kind: 'ready' })
