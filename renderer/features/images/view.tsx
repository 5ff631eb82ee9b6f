import { ArrowDownToLine, Layers, Play, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useT } from '../../i18n/index.ts'
import { useBytes } from '../../i18n/quantities.ts'
import {
  Button,
  EmptyState,
  EntityTable,
  type EntityTableHandle,
  IconButton,
  SearchField,
  SegmentedControl,
  ViewBody,
  ViewHeader,
} from '../../ui/index.ts'
import { isConnected, useConnected, useWorld } from '../../world/entities.ts'
import { ask } from '../../world/intents.ts'
import { reveal, select, useView } from '../../world/view.ts'
import { pullAndShow, rowMenu, runName } from './actions.ts'
import { imageColumns } from './columns.tsx'
import { type ImageRow, isShown, matches, type Show, splitKey } from './rows.ts'
import { openPull, openRemove, useImagesUi } from './store.ts'
import { tableStorage } from './table-storage.ts'
import { useImageRows } from './use-rows.ts'

const NONE: readonly string[] = []
const SHOWS: readonly Show[] = ['all', 'inUse', 'unused', 'dangling']
const keyOf = (row: ImageRow): string => row.key
const onUnfilter = (): boolean => {
  const filtered = useImagesUi.getState().filter !== ''
  useImagesUi.setState({ filter: '' })
  return filtered
}

/** What is selected as row keys: others reveal an image by its id alone, which means its first row. */
function useSelected(rows: ReadonlyMap<string, ImageRow>): readonly string[] {
  const selected = useView((v) => v.selected['images'] ?? NONE)
  return useMemo(
    () =>
      selected.map((key) => {
        if (rows.has(key)) return key
        const { id } = splitKey(key)
        return [...rows.values()].find((row) => row.image.id === id)?.key ?? key
      }),
    [selected, rows],
  )
}

export function ImagesView() {
  const t = useT()
  const bytes = useBytes()
  const rows = useImageRows()
  const list = useMemo(() => [...rows.values()], [rows])
  const loaded = useWorld((w) => w.loaded.images)
  const { show, filter } = useImagesUi()
  const selected = useSelected(rows)
  const table = useRef<EntityTableHandle>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `bytes` changes with the language, as `t` does
  const columns = useMemo(() => imageColumns(t, bytes), [t])
  const predicate = useMemo(() => {
    const text = filter.trim()
    return text === '' && show === 'all' ? undefined : (row: ImageRow) => isShown(row, show) && matches(row, text)
  }, [show, filter])
  useRevealed(rows, predicate, table)

  return (
    <>
      <Header rows={list} toFirst={() => table.current?.first() === true} />
      <ViewBody>
        <EntityTable
          label={t('images.title')}
          rows={list}
          rowId={keyOf}
          rowName={runName}
          columns={columns}
          defaultSort={DEFAULT_SORT}
          filter={predicate}
          selected={selected}
          onSelect={(keys) => select('images', keys)}
          onActivate={(row) => reveal('images', row.key, 'layers')}
          onUnfilter={onUnfilter}
          onDelete={(chosen) => (isConnected() ? openRemove(chosen.map(keyOf)) : undefined)}
          rowMenu={rowMenu}
          rowActions={(row) => <RowActions row={row} />}
          bulkBar={(chosen) => <Bulk rows={chosen} />}
          loading={!loaded}
          empty={<Empty />}
          noMatch={<NoMatch />}
          storage={tableStorage}
          handle={table}
        />
      </ViewBody>
    </>
  )
}

const DEFAULT_SORT = { column: 'created', desc: true }

/** Brings what another view asked to see into sight: lifts a filter that hides it, scrolls to it. */
function useRevealed(
  rows: ReadonlyMap<string, ImageRow>,
  predicate: ((row: ImageRow) => boolean) | undefined,
  table: { current: EntityTableHandle | null },
): void {
  const asked = useView((v) => v.selected['images']?.at(-1))
  const done = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (asked === undefined || done.current === asked) return
    const row = rows.get(asked) ?? [...rows.values()].find(({ image }) => image.id === splitKey(asked).id)
    if (row === undefined) return
    done.current = asked
    // A click on a row is no request: that row is in sight.
    if (splitKey(asked).tag !== '' && predicate?.(row) !== false) return
    if (predicate?.(row) === false) useImagesUi.setState({ show: 'all', filter: '' })
    table.current?.reveal(row.key)
  }, [asked, rows, predicate, table])
}

function Header({ rows, toFirst }: { rows: readonly ImageRow[]; toFirst: () => boolean }) {
  const t = useT()
  const live = useConnected()
  const { show, filter } = useImagesUi()
  const options = useMemo(
    () => SHOWS.map((value) => ({ value, label: t(`images.show.${value}`), count: rows.filter((row) => isShown(row, value)).length })),
    [rows, t],
  )
  return (
    <ViewHeader
      title={t('images.title')}
      actions={
        <Button icon={ArrowDownToLine} disabled={!live} title={live ? undefined : t('images.offline')} onClick={() => openPull()}>
          {t('images.pull')}
        </Button>
      }
    >
      <SearchField
        label={t('images.filter')}
        placeholder={t('images.filterPlaceholder')}
        value={filter}
        onChange={(text) => useImagesUi.setState({ filter: text })}
        toFirst={toFirst}
        shortcut="/"
      />
      <SegmentedControl
        label={t('images.showing')}
        value={show}
        onChange={(value) => useImagesUi.setState({ show: value as Show })}
        options={options}
      />
    </ViewHeader>
  )
}

function RowActions({ row }: { row: ImageRow }) {
  const t = useT()
  const disabled = !useConnected()
  return (
    <>
      <IconButton
        icon={Play}
        size="sm"
        disabled={disabled}
        label={t('images.run')}
        onClick={() => ask('run.open', { image: runName(row) })}
      />
      <IconButton icon={Trash2} size="sm" disabled={disabled} label={t('images.remove')} onClick={() => openRemove([row.key])} />
    </>
  )
}

function Bulk({ rows }: { rows: readonly ImageRow[] }) {
  const t = useT()
  const live = useConnected()
  return (
    <Button icon={Trash2} variant="danger" size="sm" disabled={!live} onClick={() => openRemove(rows.map(keyOf))}>
      {t('images.remove')}
    </Button>
  )
}

const HELLO = 'hello-world:latest'

function Empty() {
  const t = useT()
  const disabled = !useConnected()
  return (
    <EmptyState
      icon={Layers}
      title={t('images.emptyTitle')}
      body={t('images.emptyBody')}
      actions={
        <>
          <Button variant="primary" icon={ArrowDownToLine} disabled={disabled} onClick={() => void pullAndShow(HELLO)}>
            {t('images.pullHello')}
          </Button>
          <Button disabled={disabled} onClick={() => openPull()}>
            {t('images.pullOther')}
          </Button>
        </>
      }
    />
  )
}

function NoMatch() {
  const t = useT()
  const { show, filter } = useImagesUi()
  const text = filter.trim()
  return (
    <EmptyState
      size="sm"
      title={text === '' ? t(`images.no.${show}`) : t('images.noMatch', { text })}
      body={text === '' ? undefined : t('images.noMatchBody')}
      actions={<Button onClick={() => useImagesUi.setState({ show: 'all', filter: '' })}>{t('images.showAll')}</Button>}
    />
  )
}
