import type { logsSearchEn } from './logs-search.en.ts'

export const logsSearchRu = {
  'logs.search.title': 'Искать во всём, что есть у движка',
  'logs.search.hint': 'Просматривается весь журнал, который ещё хранит движок, а не только показанное здесь.',
  'logs.search.field': 'Искать во всём журнале',
  'logs.search.word': 'Слово целиком',
  'logs.search.start': 'Искать',
  'logs.search.stop': 'Остановить',
  'logs.search.close': 'Закрыть поиск по всему журналу',
  'logs.search.list': 'Совпадения во всём журнале',
  'logs.search.progress': 'Поиск во всём журнале',
  'logs.search.found':
    '{count, plural, =0 {Ничего не найдено} one {# совпадение} few {# совпадения} many {# совпадений} other {# совпадения}}',
  'logs.search.read':
    '{count, plural, one {прочитана # строка} few {прочитаны # строки} many {прочитано # строк} other {прочитано # строки}} ({size})',
  'logs.search.reached': 'на {time}',
  'logs.search.cut':
    '{count, plural, one {# строка длиннее 64 КиБ: просмотрено только её начало} few {# строки длиннее 64 КиБ: просмотрены только их начала} many {# строк длиннее 64 КиБ: просмотрены только их начала} other {# строки длиннее 64 КиБ: просмотрены только их начала}}',
  'logs.search.more': 'Остальное не просмотрено.',
  'logs.search.earliest': 'Это самые ранние из всех; более поздние — по «Искать дальше».',
  'logs.search.partly': 'Не всё удалось прочитать; найденное сохранено.',
  'logs.search.goOn': 'Искать дальше',
  'logs.search.failed': '{name}: {why}',
  'logs.search.logs': '{done} из {count, plural, one {# журнала} few {# журналов} many {# журналов} other {# журнала}}',
  'logs.search.failedMore':
    '{count, plural, one {Ещё # журнал прочитать не удалось.} few {Ещё # журнала прочитать не удалось.} many {Ещё # журналов прочитать не удалось.} other {Ещё # журнала прочитать не удалось.}}',
  'logs.search.around': 'Вокруг {time} · {name}',
  'logs.search.back': 'К живому журналу',
} as const satisfies Record<keyof typeof logsSearchEn, string>
