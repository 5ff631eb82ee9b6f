import { type FormEvent, useState } from 'react'
import { type MessageKey, useT } from '../../../i18n/index.ts'
import { Button, Field, SegmentedControl, TextInput } from '../../../ui/index.ts'
import { useLogPrefs } from '../prefs.ts'
import { parseTime } from './parse-time.ts'
import css from './range.module.css'
import { type LogRange, MOST_LINES, timeOf, timeText } from './range.ts'

type Values = { kind: LogRange['kind']; count: string; from: string; until: string }
type Checked = { range: LogRange } | { field: 'count' | 'from' | 'until'; error: MessageKey }

const PRESETS = ['5m', '1h', '24h'] as const

/** What was entered as a range, or what is wrong with which field. */
export function checkRange({ kind, count, from, until }: Values, now: Date): Checked {
  if (kind === 'lines') {
    const tail = /^\d{1,8}$/.test(count.trim()) ? Number(count) : 0
    return tail >= 1 && tail <= MOST_LINES ? { range: { kind, tail } } : { field: 'count', error: 'logs.range.badCount' }
  }
  const [since, end] = [from, until].map((text) => (text.trim() === '' ? null : (parseTime(text, now) ?? 'bad')))
  if (since === 'bad' || since === undefined) return { field: 'from', error: 'logs.range.bad' }
  if (end === 'bad' || end === undefined) return { field: 'until', error: 'logs.range.bad' }
  if (since === null && end === null) return { field: 'from', error: 'logs.range.none' }
  if (since !== null && since.sec * 1000 > now.getTime()) return { field: 'from', error: 'logs.range.future' }
  if (since !== null && end !== null && (end.sec - since.sec || end.nano - since.nano) < 0)
    return { field: 'until', error: 'logs.range.order' }
  return { range: { kind, since: since === null ? null : timeOf(since), until: end === null ? null : timeOf(end) } }
}

/** The newest lines, or what lies between two times. */
export function RangeForm({ range, onApply, ends }: { range: LogRange | null; onApply(range: LogRange): void; ends: boolean }) {
  const t = useT()
  const { tail, stamps } = useLogPrefs.getState()
  const shown = (time: string | null | undefined) =>
    time == null
      ? ''
      : timeText(time, stamps)
          .replace(' UTC', 'Z')
          .replace(/ (?=.*Z$)/, 'T')
  const time = range?.kind === 'time' ? range : null
  const [values, setValues] = useState<Values>({
    kind: range?.kind ?? 'time',
    count: String(range?.kind === 'lines' ? range.tail : tail),
    from: shown(time?.since),
    until: shown(time?.until),
  })
  const [wrong, setWrong] = useState<{ field: string; error: MessageKey } | null>(null)
  const change = (part: Partial<Values>) => {
    setValues({ ...values, ...part })
    setWrong(null)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const checked = checkRange(values, new Date())
    if ('range' in checked) onApply(checked.range)
    else setWrong(checked)
  }
  const errorOf = (field: string) => (wrong?.field === field ? { error: t(wrong.error) } : {})
  return (
    <form className={css.form} noValidate onSubmit={submit}>
      <SegmentedControl
        label={t('logs.range.kind')}
        value={values.kind}
        onChange={(kind) => change({ kind: kind === 'lines' ? 'lines' : 'time' })}
        options={[
          { value: 'time', label: t('logs.range.time') },
          { value: 'lines', label: t('logs.range.lines') },
        ]}
      />
      {values.kind === 'lines' ? (
        <Field layout="stack" label={t(ends ? 'records.rangeCount' : 'logs.range.count')} {...errorOf('count')}>
          {(ids) => <TextInput {...ids} inputMode="numeric" value={values.count} onChange={(count) => change({ count })} />}
        </Field>
      ) : (
        <>
          <Field layout="stack" label={t('logs.range.from')} hint={t('logs.range.fromHint')} {...errorOf('from')}>
            {(ids) => <TextInput {...ids} mono value={values.from} onChange={(from) => change({ from })} />}
          </Field>
          <div className={css.presets}>
            {[...PRESETS, t('logs.range.today')].map((preset) => (
              <Button key={preset} size="sm" onClick={() => change({ from: preset })}>
                {preset}
              </Button>
            ))}
          </div>
          <Field
            layout="stack"
            label={t('logs.range.until')}
            hint={t(ends ? 'logs.range.untilEnd' : 'logs.range.untilHint')}
            {...errorOf('until')}
          >
            {(ids) => <TextInput {...ids} mono value={values.until} onChange={(until) => change({ until })} />}
          </Field>
        </>
      )}
      <div className={css.actions}>
        <Button type="submit" variant="primary" size="sm">
          {t('logs.range.apply')}
        </Button>
      </div>
    </form>
  )
}
