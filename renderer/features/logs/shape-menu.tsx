import { SlidersHorizontal } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { escapeControls, MenuButton, type MenuItem } from '../../ui/index.ts'
import { imageOf } from './lines/json-folds.ts'
import { jsonFields, messageOf } from './lines/json-line.ts'
import { fieldsFor, MOST_FIELDS, setLogPrefs, useLogPrefs } from './prefs.ts'
import type { LogTarget } from './target.ts'
import type { LogPane } from './view/pane.ts'

/** Fields one can choose from. */
const OFFERED = 24

/** How lines are drawn; what they say stays what it is. */
export function ShapeMenu({ pane, targets }: { pane: LogPane | null; targets: readonly LogTarget[] }) {
  const t = useT()
  const { levels, json, traces, fields } = useLogPrefs()
  const images = [...new Set(targets.map(imageOf))]
  const chosen = [...new Set(images.flatMap((image) => fieldsFor(fields, image)))]
  const choose = (field: string, on: boolean) => {
    const next = images.map((image) => {
      const rest = fieldsFor(fields, image).filter((one) => one !== field)
      return [image, on ? [...rest, field].slice(-MOST_FIELDS) : rest] as const
    })
    setLogPrefs({ fields: { ...fields, ...Object.fromEntries(next) } })
  }
  const items = (): MenuItem[] => {
    const offered = json ? [...new Set([...chosen, ...keysOf(pane)])].slice(0, OFFERED) : []
    return [
      { kind: 'check', id: 'levels', label: t('logs.shape.levels'), checked: levels, onChange: (on) => setLogPrefs({ levels: on }) },
      { kind: 'check', id: 'json', label: t('logs.shape.json'), checked: json, onChange: (on) => setLogPrefs({ json: on }) },
      { kind: 'check', id: 'traces', label: t('logs.shape.traces'), checked: traces, onChange: (on) => setLogPrefs({ traces: on }) },
      ...(offered.length === 0 ? [] : [{ kind: 'heading' as const, id: 'fields', label: t('logs.shape.fields') }]),
      ...offered.map((field) => ({
        kind: 'check' as const,
        id: `field:${field}`,
        label: escapeControls(field, 40),
        checked: chosen.includes(field),
        onChange: (on: boolean) => choose(field, on),
      })),
    ]
  }
  return <MenuButton size="sm" icon={SlidersHorizontal} hideLabel align="end" label={t('logs.shape')} items={items} />
}

/** Fields of the lines in sight, without the one that is shown anyway. */
function keysOf(pane: LogPane | null): string[] {
  return (pane?.viewport.rows.rows ?? []).flatMap(({ raw }) => {
    const fields = jsonFields(raw) ?? []
    const message = messageOf(raw, fields)
    return fields.map(({ key }) => key).filter((key) => key !== message?.key)
  })
}
