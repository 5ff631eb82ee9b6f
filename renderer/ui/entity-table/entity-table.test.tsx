import { act, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef, useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { SearchField } from '../search-field.tsx'
import { EntityTable } from './entity-table.tsx'
import type { Column, EntityTableHandle, EntityTableProps, TableLayout } from './types.ts'

interface Thing {
  id: string
  name: string
  size: number | null
  project: string | null
}

const drawn = new Map<string, number>()
const columns: Column<Thing>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 200,
    fixed: true,
    value: (t) => t.name,
    cell: (t) => {
      drawn.set(t.id, (drawn.get(t.id) ?? 0) + 1)
      return t.name
    },
  },
  { id: 'size', header: 'Size', width: 80, align: 'end', descFirst: true, value: (t) => t.size, cell: (t) => t.size },
  { id: 'note', header: 'Note', width: 80, hidden: true, cell: () => 'a note' },
]
const thing = (n: number, over: Partial<Thing> = {}): Thing => ({ id: `t${n}`, name: `thing-${n}`, size: n, project: null, ...over })
const things = (count: number) => Array.from({ length: count }, (_, n) => thing(n))
const rowId = (t: Thing) => t.id
const rowName = (t: Thing) => t.name

type Props = Partial<EntityTableProps<Thing>> & { onIds?: (ids: string[]) => void; start?: string[] }

function Harness({ onIds, start = [], ...props }: Props) {
  const [ids, setIds] = useState<readonly string[]>(start)
  const choose = (next: string[]) => {
    setIds(next)
    onIds?.(next)
  }
  const rest = { label: 'Things', rows: things(5), rowId, rowName, columns, defaultSort: { column: 'name' }, ...props }
  return <EntityTable {...rest} selected={ids} onSelect={choose} />
}

/** As a view has them: a filter box above its table. */
function Filtered(props: Props) {
  const [text, setText] = useState('')
  const table = useRef<EntityTableHandle>(null)
  const filter = (row: Thing) => row.name.includes(text)
  const unfilter = () => {
    setText('')
    return text !== ''
  }
  return (
    <main>
      <SearchField label="Filter" value={text} onChange={setText} toFirst={() => table.current?.first() === true} />
      <Harness {...props} handle={table} filter={text === '' ? undefined : filter} onUnfilter={unfilter} />
    </main>
  )
}

const grid = () => screen.getByRole('grid', { name: 'Things' })
const row = (name: string) => screen.getByRole('row', { name })
const names = () => screen.getAllByRole('row').flatMap((r) => r.getAttribute('aria-label') ?? [])
const current = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-label')

describe('EntityTable', () => {
  it('is a grid named after its noun whose rows are named by their object', () => {
    render(<Harness rows={things(5000)} />)
    expect(grid().getAttribute('aria-rowcount')).toBe('5001')
    expect(row('thing-0').getAttribute('aria-rowindex')).toBe('2')
    expect(within(row('thing-0')).getByRole('rowheader').textContent).toBe('thing-0')
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
  })

  it('sorts by header, says so, and keeps it', async () => {
    const user = userEvent.setup()
    const save = vi.fn<(layout: TableLayout) => void>()
    const storage = { load: () => ({ sort: { column: 'size', desc: true } }), save }
    render(<Harness storage={storage} />)
    expect(names()[0]).toBe('thing-4')
    expect(screen.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort')).toBe('descending')
    await user.click(screen.getByRole('button', { name: 'Size' }))
    expect(names()[0]).toBe('thing-0')
    await expect.poll(() => save).toHaveBeenCalledWith(expect.objectContaining({ sort: { column: 'size', desc: false } }))
  })

  it('selects by mouse: one, toggled, a range, a checkbox', async () => {
    const user = userEvent.setup()
    const onIds = vi.fn()
    render(<Harness onIds={onIds} />)
    await user.click(row('thing-1'))
    expect(onIds).toHaveBeenLastCalledWith(['t1'])
    await user.keyboard('{Shift>}')
    await user.click(row('thing-3'))
    await user.keyboard('{/Shift}')
    expect(onIds).toHaveBeenLastCalledWith(['t1', 't2', 't3'])
    await user.keyboard('{Control>}')
    await user.click(row('thing-2'))
    await user.keyboard('{/Control}')
    expect(onIds).toHaveBeenLastCalledWith(['t1', 't3'])
    await user.click(screen.getByRole('checkbox', { name: 'Select thing-0' }))
    expect(onIds).toHaveBeenLastCalledWith(['t1', 't3', 't0'])
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }))
    expect(onIds.mock.lastCall?.[0]).toHaveLength(5)
  })

  it('is gone into from its filter by the keyboard, and gives the filter back', async () => {
    const user = userEvent.setup()
    const onIds = vi.fn()
    const onActivate = vi.fn()
    render(<Filtered onIds={onIds} onActivate={onActivate} group={{ of: (t) => t.project, label: () => 'none' }} />)
    const box = screen.getByRole('searchbox')
    await user.type(box, 'nothing{ArrowDown}')
    expect(document.activeElement).toBe(box)
    await user.type(box, '{Escape}thing-{ArrowDown}')
    expect(document.activeElement).toBe(grid())
    expect(current(), 'the first row, not the group above it').toBe('thing-0')
    expect(onIds).toHaveBeenLastCalledWith(['t0'])
    await user.keyboard('{Enter}')
    expect(onActivate).toHaveBeenCalledWith(expect.objectContaining({ id: 't0' }))
    await user.clear(box)
    await user.type(box, 'thing-3{Enter}')
    expect(document.activeElement).toBe(grid())
    expect(onIds).toHaveBeenLastCalledWith(['t3'])
    expect(onActivate, 'Enter in the filter opens nothing').toHaveBeenCalledTimes(1)
    await user.keyboard('{Escape}')
    expect(onIds).toHaveBeenLastCalledWith([])
    expect(names()).not.toContain('thing-0')
    await user.keyboard('{Escape}')
    expect(names()).toContain('thing-0')
    expect(document.activeElement).toBe(grid())
  })

  it('is worked by keyboard alone', async () => {
    const user = userEvent.setup()
    const onIds = vi.fn()
    const onActivate = vi.fn()
    const onDelete = vi.fn()
    render(<Harness onIds={onIds} onActivate={onActivate} onDelete={onDelete} />)
    await user.tab()
    expect(document.activeElement).toBe(grid())
    await user.keyboard('{ArrowDown}')
    expect(current()).toBe('thing-1')
    expect(onIds).toHaveBeenLastCalledWith(['t1'])
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
    expect(onIds).toHaveBeenLastCalledWith(['t1', 't2'])
    await user.keyboard('{End}{Enter}')
    expect(onActivate).toHaveBeenCalledWith(expect.objectContaining({ id: 't4' }))
    await user.keyboard('{Control>}{ArrowUp}{/Control} ')
    expect(onIds).toHaveBeenLastCalledWith(['t4', 't3'])
    await user.keyboard('{Delete}')
    expect(onDelete).toHaveBeenCalledWith([expect.objectContaining({ id: 't4' }), expect.objectContaining({ id: 't3' })])
    await user.keyboard('{Escape}')
    expect(onIds).toHaveBeenLastCalledWith(['t3'])
    await user.keyboard('{Control>}a{/Control}')
    expect(onIds.mock.lastCall?.[0]).toHaveLength(5)
    await user.keyboard('thing-2')
    expect(current()).toBe('thing-2')
  })

  it('switches off in an open row menu what the rows no longer allow, and moves nothing', async () => {
    const rowMenu = ([first]: readonly Thing[]) =>
      ['Stop', 'Start', 'Remove']
        .filter((label) => label === 'Remove' || (label === 'Stop') === (first?.size === 0))
        .map((label) => ({ id: label, label, onSelect: () => undefined }))
    const { rerender } = render(<Harness rowMenu={rowMenu} />)
    fireEvent.contextMenu(row('thing-0'))
    const labels = async () => (await screen.findAllByRole('menuitem')).map((item) => [item.textContent, item.ariaDisabled])
    const enabled = (label: string, on: boolean) => [label, on ? null : 'true']
    expect(await labels()).toEqual([enabled('Stop', true), enabled('Remove', true)])
    rerender(<Harness rowMenu={rowMenu} rows={[thing(0, { size: 1 }), ...things(5).slice(1)]} />)
    expect(await labels()).toEqual([enabled('Stop', false), enabled('Remove', true)])
    rerender(<Harness rowMenu={rowMenu} rows={things(5).slice(1)} />)
    expect(await labels()).toEqual([enabled('Stop', false), enabled('Remove', false)])
  })

  it('opens the row menu by right click, Shift+F10 and the Menu key, on the selection or the row outside it', async () => {
    const user = userEvent.setup()
    const asked = vi.fn()
    const rowMenu = (rows: readonly Thing[]) => [{ id: 'stop', label: 'Stop', onSelect: () => void asked(rows.map(rowId)) }]
    render(<Harness rowMenu={rowMenu} start={['t0', 't1']} />)
    fireEvent.contextMenu(row('thing-1'))
    await user.click(await screen.findByRole('menuitem', { name: 'Stop' }))
    expect(asked).toHaveBeenLastCalledWith(['t0', 't1'])
    fireEvent.contextMenu(row('thing-4'))
    await user.click(await screen.findByRole('menuitem', { name: 'Stop' }))
    expect(asked).toHaveBeenLastCalledWith(['t4'])
    await expect.poll(() => screen.queryByRole('menu')).toBeNull()
    act(() => grid().focus())
    await user.keyboard('{Shift>}{F10}{/Shift}')
    expect(await screen.findByRole('menuitem', { name: 'Stop' })).toBeTruthy()
    await user.keyboard('{Escape}')
    await expect.poll(() => screen.queryByRole('menu')).toBeNull()
    expect(document.activeElement).toBe(grid())
    await user.keyboard('{ContextMenu}')
    expect(await screen.findByRole('menuitem', { name: 'Stop' })).toBeTruthy()
  })

  it('holds selection and cursor to the object while rows move, change and vanish', () => {
    const onIds = vi.fn()
    const rows = things(5)
    const view = render(<Harness rows={rows} onIds={onIds} start={['t2']} />)
    expect(current()).toBe('thing-2')
    view.rerender(
      <Harness rows={[thing(9, { name: 'a-first' }), ...rows.map((t) => (t.id === 't2' ? { ...t, name: 'zz-last' } : t))]} onIds={onIds} />,
    )
    expect(current()).toBe('zz-last')
    expect(row('zz-last').getAttribute('aria-selected')).toBe('true')
    expect(onIds).not.toHaveBeenCalled()
    view.rerender(<Harness rows={rows.filter((t) => t.id !== 't2')} onIds={onIds} />)
    expect(onIds).toHaveBeenLastCalledWith([])
    expect(current()).toBe('thing-4')
  })

  it('keeps the selection while the list is loading anew', () => {
    const onIds = vi.fn()
    render(<Harness rows={[]} loading onIds={onIds} start={['t2']} />)
    expect(onIds).not.toHaveBeenCalled()
    expect(screen.getByRole('status', { name: 'Loading…' })).toBeTruthy()
  })

  it('draws again only the row whose object changed', () => {
    const rows = things(20)
    const view = render(<Harness rows={rows} />)
    drawn.clear()
    view.rerender(<Harness rows={rows.map((t) => (t.id === 't7' ? { ...t, size: 99 } : t))} />)
    expect([...drawn]).toEqual([['t7', 1]])
  })

  it('groups, says how many, folds by click and by key', async () => {
    const user = userEvent.setup()
    const rows = [thing(1, { project: 'shop' }), thing(2, { project: 'shop' }), thing(3)]
    const group = { of: (t: Thing) => t.project, label: (key: string | null, all: readonly Thing[]) => `${key ?? 'none'} · ${all.length}` }
    render(<Harness rows={rows} group={group} />)
    expect(names()).toEqual(['shop · 2', 'thing-1', 'thing-2', 'none · 1', 'thing-3'])
    await user.click(screen.getByRole('button', { name: 'shop · 2', expanded: true }))
    expect(names()).toEqual(['shop · 2', 'none · 1', 'thing-3'])
    act(() => grid().focus())
    await user.keyboard('{Home}{ArrowRight}')
    expect(names()).toHaveLength(5)
  })

  it('lets the user choose columns and widths, by keyboard too', async () => {
    const user = userEvent.setup()
    render(<Harness />)
    expect(screen.queryByText('a note')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Columns' }))
    expect(screen.queryByRole('menuitemcheckbox', { name: 'Name' })).toBeNull()
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Note' }))
    await user.keyboard('{Escape}')
    expect(screen.getAllByText('a note').length).toBe(5)
    act(() => screen.getByRole('button', { name: 'Name' }).focus())
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}')
    expect(grid().style.getPropertyValue('--cols')).toContain('216px')
    await user.keyboard('{ArrowRight}')
    expect(document.activeElement?.textContent).toBe('Size')
  })

  it('tells which rows are on screen', async () => {
    const report = vi.fn()
    render(<Harness rows={things(500)} onVisibleRowsChange={report} />)
    await expect.poll(() => report).toHaveBeenCalled()
    const ids = report.mock.lastCall?.[0] as string[]
    expect(ids[0]).toBe('t0')
    expect(ids.length).toBeGreaterThan(10)
    expect(ids.length).toBeLessThan(30)
  })

  it('says what to do when there is nothing, and when nothing matches', () => {
    const view = render(<Harness rows={[]} empty={<p>None yet</p>} />)
    expect(screen.getByText('None yet')).toBeTruthy()
    view.rerender(<Harness filter={() => false} noMatch={<p>Nothing like that</p>} />)
    expect(screen.getByText('Nothing like that')).toBeTruthy()
  })

  it('shows the bulk bar from two on', () => {
    const bulkBar = (rows: readonly Thing[]) => <button type="button">Stop {rows.length}</button>
    render(<Harness bulkBar={bulkBar} start={['t0', 't1']} />)
    expect(within(screen.getByRole('toolbar', { name: '2 selected' })).getByRole('button', { name: 'Stop 2' })).toBeTruthy()
  })
})
