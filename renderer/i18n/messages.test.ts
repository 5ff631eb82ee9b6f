import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { en, type MessageKey } from './messages/en.ts'
import { ru } from './messages/ru.ts'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]
/** Of the parser's element types, those looked at here. */
const TYPE = { literal: 0, select: 5, plural: 6, pound: 7 }

const keys = Object.keys(en) as MessageKey[]
const astOf = (text: string): Element[] => new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()

type Choice = { name: string; elements: Element[]; isPlural: boolean }
const choicesOf = (element: Element): Choice[] =>
  'options' in element
    ? Object.entries(element.options).map(([name, { value }]) => ({
        name,
        elements: value,
        isPlural: Number(element.type) === TYPE.plural,
      }))
    : []
const within = (elements: Element[]): Element[] => elements.flatMap((one) => [one, ...choicesOf(one).flatMap((c) => within(c.elements))])

function argumentsOf(text: string): string[] {
  const named = within(astOf(text)).filter((one) => Number(one.type) !== TYPE.literal && Number(one.type) !== TYPE.pound)
  return [...new Set(named.flatMap((one) => ('value' in one && typeof one.value === 'string' ? [one.value] : [])))].sort()
}

/** The renderer's own code, without tests and without the messages themselves. */
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!./messages/*'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

describe('messages', () => {
  it('are all asked for: by their key, or by a template that begins as they do', () => {
    const code = Object.values(sources).join('\n')
    // One part at least after the feature's name: `run.${tag}` is an id of something else.
    const beginnings = ['error.', ...[...code.matchAll(/`([a-z]+\.[a-zA-Z][\w.-]*)\$\{/g)].flatMap(([, beginning]) => beginning ?? [])]
    expect(keys.filter((key) => !code.includes(`'${key}'`) && !beginnings.some((beginning) => key.startsWith(beginning)))).toEqual([])
  })

  it('say the same things in both languages', () => {
    expect(keys.filter((key) => argumentsOf(ru[key]).join() !== argumentsOf(en[key]).join())).toEqual([])
  })

  it('in Russian: `one` is also 21 and 101, so it says the number; a lone one is `=1`', () => {
    const lone = (key: MessageKey) =>
      within(astOf(ru[key]))
        .flatMap(choicesOf)
        .some(({ name, isPlural, elements }) => isPlural && name === 'one' && !elements.some((one) => Number(one.type) === TYPE.pound))
    expect(keys.filter(lone)).toEqual([])
  })
})
