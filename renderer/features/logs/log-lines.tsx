import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { ContextMenu } from '../../ui/index.ts'
import { FilterBar } from './filter-bar.tsx'
import { FindBar } from './find-bar.tsx'
import { FindMarks } from './find-marks.tsx'
import { logMenu } from './log-menu.ts'
import { MarkBar } from './marks/mark-bar.tsx'
import { SearchBeside } from './search/beside.tsx'
import type { Also, SearchTarget } from './search/search-target.ts'
import type { Whole } from './search/whole.ts'
import { StateNote } from './state-note.tsx'
import type { LogTarget } from './target.ts'
import type { LogTools } from './use-tools.ts'
import css from './view/log.module.css'

type Props = {
  tools: LogTools
  active: boolean
  /** Whose lines can be sifted. */
  targets: readonly LogTarget[]
  /** What is searched whole, and where. */
  whole: Whole
  searched: readonly SearchTarget[]
  also?: Also | undefined
  /** The menu of the lines offers to clear them from sight. */
  clearing?: boolean
  /** Below the lines; what is opened over them has its own. */
  footer: ReactNode
  /** What lies over the lines. */
  children?: ReactNode
}

/** The lines of a log with find, filter and search over and beside them, and the marks at their edge. */
export function LogLines({ tools, active, targets, whole, searched, also, clearing = false, footer, children }: Props) {
  const t = useT()
  const { root, session, pane, frame, marks, finding, filtering, seed } = tools
  const menu = () =>
    logMenu(t, pane, {
      find: tools.openFind,
      filter: tools.openFilter,
      everything: { title: whole.title, open: tools.everything },
      step: marks.step,
      clear: clearing ? () => pane?.clear() : null,
    })
  return (
    <>
      {filtering ? <FilterBar pane={pane} frame={frame} targets={targets} onClose={tools.closeFilter} /> : null}
      {finding ? (
        <FindBar
          pane={pane}
          found={frame?.find ?? null}
          onClose={tools.closeFind}
          onEverything={tools.searchAll}
          everything={whole.title}
        />
      ) : null}
      <SearchBeside whole={whole} targets={searched} also={also} active={active} seed={seed} onClose={tools.closeSearch}>
        <div className={css.area}>
          <ContextMenu items={menu}>
            <div className={css.lines} ref={root} />
          </ContextMenu>
          <MarkBar session={session} pane={pane} marks={marks} sifted={`${String(frame?.cleared)} ${String(frame?.filter.shown)}`} />
          {finding && frame !== null ? <FindMarks pane={pane} version={frame} /> : null}
          {frame === null ? null : <StateNote session={session} frame={frame} />}
          {children}
        </div>
        {footer}
      </SearchBeside>
    </>
  )
}
