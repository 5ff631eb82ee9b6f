import type { Container } from '../../../shared/contract/containers.ts'
import type { Translate } from '../../i18n/index.ts'
import { type Column, escapeControls, Mono, RelativeTime } from '../../ui/index.ts'
import css from './containers.module.css'
import { ImageName } from './image-name.tsx'
import { portText } from './port-text.ts'
import { PortsCell } from './ports-cell.tsx'
import { CpuCell, MemoryCell } from './stat-cells.tsx'
import { ContainerDot, Status } from './status.tsx'
import { ContainerName, ToolboxMark } from './toolbox-mark.tsx'

const RANK: Record<Container['state'], string> = {
  running: '0',
  restarting: '1',
  paused: '2',
  removing: '3',
  created: '4',
  exited: '5',
  dead: '6',
}

/** The columns of `docker ps -a`, and what it takes right now. What is less asked for goes first where room is short. */
export const columns = (t: Translate): Column<Container>[] => [
  {
    id: 'name',
    header: t('containers.column.name'),
    width: 184,
    minWidth: 154,
    grow: 2,
    fixed: true,
    value: (row) => row.name,
    tip: (row) => row.name,
    cell: (row) => (
      <span className={css.name}>
        <ContainerDot row={row} />
        <ContainerName row={row} />
        <ToolboxMark row={row} />
      </span>
    ),
  },
  {
    id: 'id',
    header: t('containers.column.id'),
    width: 112,
    minWidth: 108,
    priority: 7,
    value: (row) => row.id,
    tip: (row) => row.id,
    cell: (row) => <Mono>{row.id.slice(0, 12)}</Mono>,
  },
  {
    id: 'image',
    header: t('containers.column.image'),
    width: 180,
    minWidth: 132,
    grow: 2,
    priority: 1,
    value: (row) => row.image,
    tip: (row) => escapeControls(row.image),
    cell: (row) => <ImageName row={row} />,
  },
  {
    id: 'command',
    header: t('containers.column.command'),
    width: 140,
    minWidth: 84,
    grow: 1,
    priority: 6,
    value: (row) => row.command,
    tip: (row) => escapeControls(row.command),
    cell: (row) => <Mono>{row.command}</Mono>,
  },
  {
    id: 'created',
    header: t('containers.column.created'),
    width: 146,
    minWidth: 146,
    priority: 5,
    descFirst: true,
    value: (row) => (row.created === 0 ? null : row.created),
    cell: (row) => (row.created === 0 ? null : <RelativeTime at={row.created * 1000} />),
  },
  {
    id: 'status',
    header: t('containers.column.status'),
    width: 232,
    minWidth: 206,
    grow: 1,
    value: (row) => `${RANK[row.state]} ${String(9e9 - (row.since ?? 0)).padStart(12, '0')}`,
    tip: (row) => row.status,
    cell: (row) => <Status row={row} />,
  },
  {
    id: 'ports',
    header: t('containers.column.ports'),
    width: 160,
    minWidth: 106,
    grow: 1,
    priority: 2,
    value: (row) => row.ports[0]?.host ?? row.ports[0]?.container,
    tip: (row) => row.ports.map(portText).join(', '),
    cell: (row) => <PortsCell row={row} />,
  },
  { id: 'cpu', header: t('containers.column.cpu'), width: 64, priority: 3, align: 'end', cell: (row) => <CpuCell row={row} /> },
  { id: 'memory', header: t('containers.column.memory'), width: 74, priority: 4, align: 'end', cell: (row) => <MemoryCell row={row} /> },
]
