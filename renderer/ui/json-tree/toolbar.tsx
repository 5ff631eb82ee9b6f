import { ChevronDown, ChevronsDownUp, ChevronsUpDown, ChevronUp } from 'lucide-react'
import { CopyButton } from '../copy-button.tsx'
import { IconButton } from '../icon-button.tsx'
import { SearchField } from '../search-field.tsx'
import { useUiWords } from '../words.tsx'
import css from './json-tree.module.css'
import { pathId } from './model.ts'
import type { Find, Tree } from './use-tree.ts'

export interface JsonToolbarProps {
  find: Find
  tree: Tree
  copy: () => string
  openAll: () => void
}

export function JsonToolbar({ find, tree, copy, openAll }: JsonToolbarProps) {
  const words = useUiWords()
  return (
    <div className={css.toolbar}>
      <SearchField
        label={words.search}
        placeholder={words.search}
        value={find.query}
        onChange={find.setQuery}
        className={css.search}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1)
        }}
      />
      {find.query === '' ? null : (
        <>
          <span className={css.count} aria-live="polite">
            {find.count === 0 ? words.noMatches : words.matches(find.at + 1, find.count)}
          </span>
          <IconButton icon={ChevronUp} size="sm" label={words.previous} disabled={find.count === 0} onClick={() => find.step(-1)} />
          <IconButton icon={ChevronDown} size="sm" label={words.next} disabled={find.count === 0} onClick={() => find.step(1)} />
        </>
      )}
      <span className={css.spring} />
      <IconButton icon={ChevronsUpDown} size="sm" label={words.expandAll} onClick={openAll} />
      <IconButton icon={ChevronsDownUp} size="sm" label={words.collapseAll} onClick={() => tree.setOpen(new Set([pathId([])]))} />
      <CopyButton text={copy} />
    </div>
  )
}
