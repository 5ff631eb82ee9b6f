import { type FormEvent, useState } from 'react'
import { type MessageKey, useT } from '../../../i18n/index.ts'
import { Button, Field, TextInput } from '../../../ui/index.ts'
import type { WentTo } from './go-to.ts'
import { type Moment, parseTime } from './parse-time.ts'
import css from './range.module.css'

/** Leads to the first line at or after a time. */
export function GoToForm({ onGo }: { onGo(at: Moment): WentTo }) {
  const t = useT()
  const [text, setText] = useState('')
  const [error, setError] = useState<MessageKey | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const at = parseTime(text, new Date())
    if (at === null) setError('logs.range.bad')
    else if (onGo(at) === 'nothing') setError('logs.goTo.nothing')
  }
  const change = (next: string) => {
    setText(next)
    setError(null)
  }
  return (
    <form className={css.goTo} noValidate onSubmit={submit}>
      <Field layout="stack" label={t('logs.goTo')} {...(error === null ? {} : { error: t(error) })}>
        {(ids) => <TextInput {...ids} mono value={text} onChange={change} />}
      </Field>
      <div className={css.actions}>
        <Button type="submit" size="sm">
          {t('logs.goTo.go')}
        </Button>
      </div>
    </form>
  )
}
