import type { bootEn } from './boot.en.ts'

export const bootRu = {
  'boot.refused.title': 'Этой вкладке нужна новая ссылка',
  'boot.refused.body':
    'Каждая ссылка открывает Gantry один раз, в одной вкладке и только пока работает тот Gantry, который её напечатал. С вашими контейнерами ничего не случилось.',
  'boot.refused.enter': 'Gantry ещё работает? Нажмите Enter в его терминале: он напечатает новую ссылку. Откройте её.',
  'boot.refused.start': 'Если нет, запустите его снова и откройте ссылку, которую он напечатает:',
  'boot.link.http': 'Открыть {host} без шифрования?',
  'boot.lost': 'Gantry не отвечает. То, что вы видите, могло устареть. Пробуем снова…',
  'boot.lost.hint': 'Если вы остановили Gantry в терминале, запустите его снова и откройте новую ссылку.',
} satisfies Record<keyof typeof bootEn, string>
