import type { ReactNode } from 'react'
import type { Command, Feature } from '../feature.ts'
import { features } from './features.ts'
import { navigable } from './routes.ts'

/**
 * One hook out of the features' own. Their list never changes while the app runs, so the order of hooks
 * is the same in every render, as React asks.
 */
function compose<A extends unknown[], R>(
  hooks: readonly ((...args: A) => R)[],
  join: (before: R, next: R) => R,
  start: R,
): (...args: A) => R {
  return hooks.reduce<(...args: A) => R>(
    (useBefore, useOne) =>
      // biome-ignore lint/correctness/noComponentHookFactories: made once, while the module loads
      function useBoth(...args: A): R {
        const before = useBefore(...args)
        return join(before, useOne(...args))
      },
    () => start,
  )
}

const all = <K extends keyof Feature>(key: K): NonNullable<Feature[K]>[] =>
  features.flatMap((feature) => {
    const hook = feature[key]
    return hook === undefined ? [] : [hook as NonNullable<Feature[K]>]
  })

type PlusItem = { title: string; run(): void }

/** What takes the place of the whole view area, from the first feature that has something to say. */
export const useTakeover: () => ReactNode | null = compose(all('useTakeover'), (before, next) => before ?? next, null)
export const usePlusMenu: () => PlusItem[] = compose(all('usePlusMenu'), (before, next) => [...before, ...next], [])
export const useFeatureCommands: (query: string) => Command[] = compose(all('useCommands'), (before, next) => [...before, ...next], [])

/** Titles of the navigation's entries, in order. */
export const useViewTitles: () => string[] = compose(
  navigable.map((feature) => feature.nav.useTitle).map((useTitle) => () => [useTitle()]),
  (before, next) => [...before, ...next],
  [],
)
