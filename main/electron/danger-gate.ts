import type { BackendConfig } from '../backend.ts'
import { dangersInWords, visible } from './danger-words.ts'
import type { Words } from './words.ts'

type Confirm = NonNullable<BackendConfig['confirmDanger']>
type Ask = (message: string, detail: string, agree: string) => Promise<boolean>

/**
 * T24: names what would be done, on what, and each reason. One question at a time: what is asked for meanwhile is declined, or a
 * page could heap them up until one is agreed to.
 */
export function dangerGate(words: Words, locale: string, ask: Ask): Confirm {
  let asking = false
  return async (dangers, { action, container, image, command }) => {
    if (asking) return false
    asking = true
    try {
      const subject = [
        [words.dangerContainer, container],
        [words.dangerImage, image],
        [words.dangerCommand, command],
      ] as const
      const named = subject.filter(([, what]) => what !== '').map(([text, what]) => text.replace('{what}', () => visible(what)))
      const detail = [...named, '', words.dangerBody, '', dangersInWords(dangers, locale)].join('\n').trimStart()
      return await ask(words[`dangerTitle.${action}`], detail, words[`dangerAllow.${action}`])
    } finally {
      asking = false
    }
  }
}
