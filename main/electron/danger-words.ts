import type { BackendConfig } from '../backend.ts'

type Danger = Parameters<NonNullable<BackendConfig['confirmDanger']>>[0][number]

const en: Record<Danger['why'], string> = {
  privileged: 'Privileged mode: every device and every right of the kernel',
  'host-namespace': 'Shares a namespace with the host: {what}',
  capability: 'An added capability: {what}',
  device: 'A device of the host: {what}',
  unconfined: 'A protection switched off: {what}',
  'docker-socket': 'The engine’s own socket: {what}',
  'system-folder': 'A system folder of the host: {what}',
  'volume-bind': 'A volume that is a folder or a disk of the host: {what}',
  cgroup: 'Control groups of the host: {what}',
  runtime: 'Another runtime: {what}',
}

const ru: Record<Danger['why'], string> = {
  privileged: 'Привилегированный режим: все устройства и все права ядра',
  'host-namespace': 'Общее с хостом пространство имён: {what}',
  capability: 'Дополнительная возможность ядра: {what}',
  device: 'Устройство хоста: {what}',
  unconfined: 'Отключённая защита: {what}',
  'docker-socket': 'Сокет самого движка: {what}',
  'system-folder': 'Системная папка хоста: {what}',
  'volume-bind': 'Том, который является папкой или диском хоста: {what}',
  cgroup: 'Контрольные группы хоста: {what}',
  runtime: 'Другая среда выполнения: {what}',
}

const MAX_SHOWN = 300

/** Control and direction characters as their code points, so that a name cannot rearrange the sentence around it (T3). */
export function visible(text: string): string {
  const shown = text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (c) => `⟨U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown
}

/** One line a reason. */
export function dangersInWords(dangers: readonly Danger[], locale: string): string {
  const words = /^ru\b/i.test(locale) ? ru : en
  return dangers.map(({ why, what }) => `•  ${words[why].replace('{what}', () => visible(what))}`).join('\n')
}
