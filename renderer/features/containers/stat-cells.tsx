import type { Container } from '../../../shared/contract/containers.ts'
import { useI18n, useT } from '../../i18n/index.ts'
import { useBytes } from '../../i18n/quantities.ts'
import css from './containers.module.css'
import { useStat } from './live-stats.ts'

const formats = new Map<string, Intl.NumberFormat>()

/** `12.4 %` of one core. */
export function formatCpu(percent: number, language: string): string {
  let format = formats.get(language)
  if (format === undefined) {
    format = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    formats.set(language, format)
  }
  return `${format.format(percent)} %`
}

export function CpuCell({ row }: { row: Container }) {
  const stat = useStat(row.id)
  const language = useI18n((s) => s.language)
  if (row.state !== 'running' || stat?.cpu === undefined || stat.cpu === null) return null
  return <span className={css.figure}>{formatCpu(stat.cpu, language)}</span>
}

export function MemoryCell({ row }: { row: Container }) {
  const stat = useStat(row.id)
  const bytes = useBytes()
  const t = useT()
  if (row.state !== 'running' || stat === undefined) return null
  const limit =
    stat.memoryLimit > 0 ? t('containers.stats.memory', { used: bytes(stat.memory), limit: bytes(stat.memoryLimit) }) : undefined
  return (
    <span className={css.figure} title={limit}>
      {bytes(stat.memory)}
    </span>
  )
}
