import { createContext, type ReactNode, useContext } from 'react'

/** The few words the kit itself speaks. `app` fills them from i18n; the defaults are English. */
export interface UiWords {
  locale: string
  close: string
  cancel: string
  clear: string
  copy: string
  copied: string
  copyFailed: string
  loading: string
  search: string
  noMatches: string
  tryAgain: string
  somethingBroke: string
  columns: string
  resetColumns: string
  resizeColumn: (column: string) => string
  select: (name: string) => string
  selectAll: string
  clearSelection: string
  selected: (count: number) => string
  expandAll: string
  collapseAll: string
  copyValue: string
  matches: (at: number, of: number) => string
  next: string
  previous: string
  items: (count: number) => string
  increase: string
  decrease: string
  notifications: string
  reveal: string
}

export const englishUiWords: UiWords = {
  locale: 'en',
  close: 'Close',
  cancel: 'Cancel',
  clear: 'Clear',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not copy: the system did not let the clipboard be written',
  loading: 'Loading…',
  search: 'Search',
  noMatches: 'No matches',
  tryAgain: 'Try again',
  somethingBroke: 'This part of the window stopped working',
  columns: 'Columns',
  resetColumns: 'Reset columns',
  resizeColumn: (column) => `Resize ${column}`,
  select: (name) => `Select ${name}`,
  selectAll: 'Select all',
  clearSelection: 'Clear selection',
  selected: (count) => `${count} selected`,
  expandAll: 'Expand all',
  collapseAll: 'Collapse all',
  copyValue: 'Copy value',
  matches: (at, of) => `${at} of ${of}`,
  next: 'Next',
  previous: 'Previous',
  items: (count) => (count === 1 ? '1 item' : `${count} items`),
  increase: 'Increase',
  decrease: 'Decrease',
  notifications: 'Notifications',
  reveal: 'Show',
}

const Words = createContext<UiWords>(englishUiWords)

export function UiWordsProvider({ words, children }: { words: UiWords; children: ReactNode }) {
  return <Words value={words}>{children}</Words>
}

export function useUiWords(): UiWords {
  return useContext(Words)
}
