import { useT } from '../../i18n/index.ts'
import { Button, Checkbox, Dialog, Field, NumberInput, Select, TextInput } from '../../ui/index.ts'
import {
  BELLS,
  CURSORS,
  defaults,
  type Flag,
  LIMITS,
  MIDDLE_CLICKS,
  type Prefs,
  RIGHT_CLICKS,
  setPrefs,
  showSettings,
  THEMES,
  usePrefs,
  useSettingsDialog,
} from './prefs.ts'

/** How terminals look and feel; every change is seen at once in all that are open. */
export function SettingsDialog() {
  const t = useT()
  const { open } = useSettingsDialog()
  return (
    <Dialog
      open={open}
      onOpenChange={showSettings}
      title={t('terminal.settings')}
      description={t('terminal.settingsBody')}
      footer={
        <>
          <Button onClick={() => setPrefs(defaults())}>{t('terminal.settingsReset')}</Button>
          <Button variant="primary" onClick={() => showSettings(false)}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      <Letters />
      <Choice name="theme" of={THEMES} />
      <Choice name="cursorStyle" of={CURSORS} />
      <Choice name="bell" of={BELLS} />
      <Choice name="rightClick" of={RIGHT_CLICKS} />
      <Choice name="middleClick" of={MIDDLE_CLICKS} />
      <OnOff name="ligatures" />
      <OnOff name="cursorBlink" />
      <OnOff name="copyOnSelect" />
      <OnOff name="screenReader" />
    </Dialog>
  )
}

function Letters() {
  const t = useT()
  const { fontFamily } = usePrefs()
  return (
    <>
      <Field label={t('terminal.set.fontFamily')} hint={t('terminal.set.fontFamilyHint')}>
        {(ids) => <TextInput {...ids} value={fontFamily} onChange={(next) => setPrefs({ fontFamily: next })} />}
      </Field>
      <Amount name="fontSize" step={1} />
      <Amount name="lineHeight" step={0.05} />
      <Amount name="scrollback" step={1000} hint={t('terminal.set.scrollbackHint')} />
    </>
  )
}

function Amount({ name, step, hint }: { name: keyof typeof LIMITS; step: number; hint?: string }) {
  const t = useT()
  const value = usePrefs((prefs) => prefs[name])
  const [min, max] = LIMITS[name]
  return (
    <Field label={t(`terminal.set.${name}`)} hint={hint}>
      {(ids) => (
        <NumberInput
          {...ids}
          value={value}
          min={min}
          max={max}
          step={step}
          onChange={(next) => (next === null ? undefined : setPrefs({ [name]: next }))}
        />
      )}
    </Field>
  )
}

type Choices = Pick<Prefs, 'theme' | 'cursorStyle' | 'bell' | 'rightClick' | 'middleClick'>

function Choice<K extends keyof Choices>({ name, of }: { name: K; of: readonly Choices[K][] }) {
  const t = useT()
  const value = usePrefs((prefs) => prefs[name])
  const options = of.map((one) => ({ value: one as string, label: t(`terminal.choice.${one as Choices[keyof Choices]}`) }))
  return (
    <Field label={t(`terminal.set.${name}`)}>
      {(ids) => <Select {...ids} value={value as string} options={options} onChange={(next) => setPrefs({ [name]: next })} />}
    </Field>
  )
}

function OnOff({ name }: { name: Flag }) {
  const t = useT()
  const value = usePrefs((prefs) => prefs[name])
  return <Checkbox checked={value} label={t(`terminal.set.${name}`)} onChange={(next) => setPrefs({ [name]: next })} />
}
