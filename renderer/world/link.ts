import { create } from 'zustand'

/**
 * Whether the page can speak with its backend; another thing than the backend's connection to an engine.
 * `refused`: the link was used before, or the backend was started anew: only a new link helps.
 */
export type Link = {
  state: 'opening' | 'open' | 'lost' | 'refused'
  /** True from the first connection on: there is an `api()`. */
  entered: boolean
}

export const useLink = create<Link>(() => ({ state: 'opening', entered: false }))
