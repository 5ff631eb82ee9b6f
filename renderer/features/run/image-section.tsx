import { type RefObject, useId } from 'react'
import { registryOf } from '../../../shared/reference.ts'
import { useT } from '../../i18n/index.ts'
import { Button, Checkbox, Field, Tag, TextInput } from '../../ui/index.ts'
import type { Draft } from './draft.ts'
import type { ImageFacts } from './image-facts.ts'
import css from './run.module.css'
import { edit } from './store.ts'

/** Names of what is on the host are offered as one types. */
type Props = { draft: Draft; facts: ImageFacts; fault: (field: string) => string | undefined; input: RefObject<HTMLInputElement | null> }

export function ImageSection({ draft, facts, fault, input }: Props) {
  const t = useT()
  const listId = useId()
  const commandHint = facts.command === '' ? t('run.commandNone') : t('run.commandPlaceholder', { command: facts.command })
  return (
    <>
      <Field label={t('run.image')} error={fault('image')}>
        {(ids) => (
          <>
            <TextInput
              {...ids}
              value={draft.image}
              onChange={(image) => edit({ image })}
              placeholder={t('run.imagePlaceholder')}
              list={listId}
              autoComplete="off"
              spellCheck={false}
              ref={input}
              suffix={<ImageTag facts={facts} />}
            />
            <datalist id={listId}>
              {facts.names.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label={t('run.name')} error={fault('name')}>
        {(ids) => (
          <TextInput
            {...ids}
            value={draft.name}
            onChange={(name) => edit({ name })}
            placeholder={t('run.namePlaceholder')}
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t('run.command')} error={fault('command')}>
        {(ids) => (
          <TextInput
            {...ids}
            mono
            value={draft.command}
            onChange={(command) => edit({ command })}
            placeholder={commandHint}
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t('run.entrypoint')} error={fault('entrypoint')}>
        {(ids) => (
          <TextInput
            {...ids}
            mono
            value={draft.entrypoint}
            onChange={(entrypoint) => edit({ entrypoint })}
            placeholder={facts.entrypoint === '' ? t('run.commandNone') : t('run.commandPlaceholder', { command: facts.entrypoint })}
            spellCheck={false}
          />
        )}
      </Field>
      <TerminalChecks draft={draft} facts={facts} />
    </>
  )
}

function ImageTag({ facts }: { facts: ImageFacts }) {
  const t = useT()
  if (facts.id !== null) return <Tag tone="ok">{t('run.imageLocal')}</Tag>
  if (facts.reference === null) return null
  return <Tag>{t('run.imageRemote', { registry: registryName(registryOf(facts.reference), t('run.imageHub')) })}</Tag>
}

/** The host of a registry as people know it. */
export const registryName = (host: string, hub: string): string => (host === 'docker.io' ? hub : host)

function TerminalChecks({ draft, facts }: { draft: Draft; facts: ImageFacts }) {
  const t = useT()
  const shellAlone = facts.startsShell && draft.command.trim() === '' && draft.entrypoint.trim() === '' && !draft.interactive
  return (
    <div className={css.group} role="group" aria-label={t('run.terminal')}>
      <span className={css.groupTitle}>{t('run.terminal')}</span>
      <div className={css.rows}>
        <div className={css.checks}>
          <Checkbox
            checked={draft.interactive}
            onChange={(interactive) => edit({ interactive, detached: interactive ? false : draft.detached })}
            label={t('run.interactive')}
          />
          <Checkbox checked={draft.detached} onChange={(detached) => edit({ detached })} label={t('run.detached')} />
          <Checkbox checked={draft.remove} onChange={(remove) => edit({ remove })} label={t('run.remove')} />
        </div>
        {shellAlone ? (
          <div className={css.note}>
            {t('run.shellHint')}
            <Button size="sm" onClick={() => edit({ interactive: true, detached: false })}>
              {t('run.shellUse')}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  )
}
