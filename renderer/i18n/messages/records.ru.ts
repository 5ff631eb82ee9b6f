import type { recordsEn } from './records.en.ts'

export const recordsRu = {
  'records.title': 'Записанные журналы',
  'records.hint': 'Хранятся на этом компьютере, в папке ваших данных, даже когда контейнера уже нет.',
  'records.command': 'журналы',
  'records.record': 'Записывать этот журнал',
  'records.stop': 'Прекратить запись',
  'records.byOther': 'Уже записывается по другому правилу; записывать и по этому',
  'records.recordAll': 'Записывать все контейнеры',
  'records.menu': 'Записывать журнал',
  'records.menuProject': 'Записывать проект {name}',
  'records.menuStop': 'Прекратить запись журнала',
  'records.menuStopProject': 'Прекратить запись проекта {name}',
  'records.commandRecord': 'Записывать журнал: {name}',
  'records.commandStop': 'Прекратить запись: {name}',
  'records.rule.all': 'все контейнеры',
  'records.rule.project': 'проект {name}',
  'records.rules': 'Записываются:',
  'records.noRules': 'Сейчас ничего не записывается.',
  'records.stopRule': 'Прекратить запись: {name}',
  'records.began': 'Идёт запись: {name}',
  'records.ended': 'Запись прекращена: {name}',
  'records.where': 'Что хранится, видно в «Записанных журналах».',
  'records.failed': 'Не удалось изменить запись',
  'records.empty': 'Пока ничего не хранится',
  'records.emptyHint': 'Выберите «Записывать журнал» в меню контейнера или проекта.',
  'records.plus': 'Записанные журналы…',
  'records.gap': 'Здесь не хватает строк: движок удалил их раньше, чем они были записаны',
  'records.notRecorded': ' … {size} этой строки не записано',
  'records.gapCut': 'Здесь не хватает строки или её начала: она ещё не закончилась, когда запись прервалась',
  'records.open': 'Открыть',
  'records.openOf': 'Открыть записанный журнал {name}',
  'records.saveOf': 'Сохранить записанный журнал {name}',
  'records.removeOf': 'Удалить записанный журнал {name}',
  'records.remove': 'Удалить',
  'records.removeAll': 'Удалить все',
  'records.removeChosen':
    '{count, plural, one {Удалить # выбранный журнал} few {Удалить # выбранных журнала} many {Удалить # выбранных журналов} other {Удалить # выбранного журнала}}',
  'records.removeMatching':
    '{count, plural, one {Удалить # подходящий журнал} few {Удалить # подходящих журнала} many {Удалить # подходящих журналов} other {Удалить # подходящего журнала}}',
  'records.filter': 'Отбор записанных журналов',
  'records.noneMatches': 'Ни один записанный журнал не подходит.',
  'records.choose': 'Выбрать записанный журнал {name}',
  'records.chooseAll': 'Выбрать все',
  'records.chooseGroup': 'Выбрать все записанные журналы {name}',
  'records.group': '{count, plural, one {# контейнер} few {# контейнера} many {# контейнеров} other {# контейнера}} с этим именем',
  'records.groupOf': 'Записанные журналы {name}',
  'records.searchAll':
    '{count, plural, one {Искать в # журнале} few {Искать во всех # журналах} many {Искать во всех # журналах} other {Искать во всех # журнала}}',
  'records.searchMatching':
    '{count, plural, one {Искать в # подходящем журнале} few {Искать в # подходящих журналах} many {Искать в # подходящих журналах} other {Искать в # подходящего журнала}}',
  'records.searchChosen':
    '{count, plural, one {Искать в # выбранном журнале} few {Искать в # выбранных журналах} many {Искать в # выбранных журналах} other {Искать в # выбранного журнала}}',
  'records.search.tab': '{count, plural, one {Поиск в # записи} few {Поиск в # записях} many {Поиск в # записях} other {Поиск в # записи}}',
  'records.search.several': 'Поиск в записанных журналах',
  'records.search.severalHint':
    'Просматривает всё, что записано в выбранных журналах. Найденное стоит по времени; каждая строка открывается вместе с соседними.',
  'records.search.backSeveral': 'Закрыть строки вокруг найденного',
  'records.search.none': 'Ни одного из этих записанных журналов больше нет',
  'records.search.noneHint': 'Их удалили, или они старше того, что хранится. Что есть, видно в «Записанных журналах».',
  'records.search.name': '{name} · запись',
  'records.search.also':
    '{count, plural, one {И # записанный журнал того же имени или сервиса} few {И # записанных журнала того же имени или сервиса} many {И # записанных журналов того же имени или сервиса} other {И # записанного журнала того же имени или сервиса}}',
  'records.removeTitle':
    '{count, plural, =1 {Удалить записанный журнал?} one {Удалить # записанный журнал?} few {Удалить # записанных журнала?} many {Удалить # записанных журналов?} other {Удалить # записанного журнала?}}',
  'records.removeLoss':
    '{count, plural, one {Будет удалена # записанная строка} few {Будут удалены # записанные строки} many {Будет удалено # записанных строк} other {Будет удалено # записанной строки}}; если контейнера уже нет, больше их нигде нет.',
  'records.removeFailed': 'Записанные журналы не удалены',
  'records.total': '{count, plural, one {# журнал} few {# журнала} many {# журналов} other {# журнала}}, {size} из {most}',
  'records.limits': 'Хранить не больше',
  'records.limitSize': 'Наибольший объём, МБ',
  'records.limitDays': 'Наибольший срок, дней',
  'records.megabytes': 'МБ, не дольше',
  'records.days': 'дн.',
  'records.limitsTitle': 'Хранить меньше, чем хранится сейчас?',
  'records.limitsBody':
    'Записанные строки сверх этих пределов сразу удаляются, начиная с самых старых, в том числе у удалённых контейнеров.',
  'records.setLimits': 'Применить',
  'records.limitsFailed': 'Ограничения не изменены',
  'records.damaged':
    '{count, plural, one {повреждён в # месте} few {повреждён в # местах} many {повреждён в # местах} other {повреждён в # месте}}',
  'records.state.recording': 'Записывается',
  'records.state.paused': 'Приостановлен',
  'records.state.kept': 'Хранится',
  'records.state.removed': 'Контейнера уже нет',
  'records.state.unreadable': 'Не читается',
  'records.trouble.unwritable':
    'Запись приостановлена: в папку данных нельзя писать ({code}). Она продолжится сама, когда появится место или право на запись; до тех пор строки хранит движок.',
  'records.why.full': 'диск заполнен',
  'records.why.readOnly': 'диск только для чтения',
  'records.why.denied': 'нет прав',
  'records.trouble.otherApp':
    'Сейчас записывает другой Gantry. Сохранённое им можно читать здесь; когда он закроется, запись перейдёт сюда.',
  'records.trouble.tooMany':
    'Одновременно записывается не больше {count, plural, one {# контейнера} few {# контейнеров} many {# контейнеров} other {# контейнера}}; остальные не записываются.',
  'records.trouble.settingsLost':
    'Файл с тем, что записывать и сколько хранить, повреждён, а более старой копии нет: пока вы не выберете заново, ничего не записывается. Пока вы не подтвердите ограничения ниже, ничего из сохранённого не удаляется по размеру и сроку.',
  'records.trouble.settingsOld':
    'Файл с тем, что записывать и сколько хранить, повреждён; действует его более старая копия. Пока вы не подтвердите указанное ниже, ничего из сохранённого не удаляется по размеру и сроку.',
  'records.trouble.settings':
    'На диске повреждено то, что записывать и сколько хранить. Что действует сейчас, видно в «Записанных журналах».',
  'records.trouble.paused':
    'Запись приостановлена: достигнут предел {size}, и больше не хранится, пока ограничения не подтверждены. До тех пор строки хранит движок.',
  'records.trouble.full':
    'Запись приостановлена: одна часть журнала больше всего, что разрешено хранить. Увеличьте ограничение ниже; до тех пор строки хранит движок.',
  'records.confirmSettings': 'Подтвердить',
  'records.tab': 'Запись: {name}',
  'records.region': 'Записанный журнал {name}',
  'records.search.title': 'Искать во всей записи',
  'records.search.hint': 'Просматривается всё записанное, а не только показанные здесь строки.',
  'records.search.back': 'Вернуться к записи',
  'records.gone': 'записан; контейнера уже нет',
  'records.goesOn': 'записан до открытия; запись продолжается',
  'records.isKept': 'записан',
  'records.lost': 'больше не хранится',
  'records.lostRange': 'Другую часть показать нельзя: запись больше не хранится',
  'records.recorded': 'из записи',
  'records.newest': 'последние {shown, number} из {count, plural, one {# строки} few {# строк} many {# строк} other {# строки}}',
  'records.first':
    '{count, plural, one {первая # строка оттуда} few {первые # строки оттуда} many {первые # строк оттуда} other {первые # строки оттуда}}; есть и дальше',
  'records.topFull': 'последние {limit, number} строк: больше здесь не помещается, в записи могут быть и более старые',
  'records.rangeCount': 'Строк',
  'records.saveAll': 'Всё, что записано',
  'records.keptNote':
    '{count, plural, =1 {{name} больше нет. Записанный журнал сохранён.} one {{name} больше нет. Сохранён # записанный журнал.} few {{name} больше нет. Сохранены # записанных журнала.} many {{name} больше нет. Сохранено # записанных журналов.} other {{name} больше нет. Сохранено # записанного журнала.}}',
  'records.keptEarlier':
    '{count, plural, one {Сохранён # прежний журнал {name}.} few {Сохранены # прежних журнала {name}.} many {Сохранено # прежних журналов {name}.} other {Сохранено # прежнего журнала {name}.}}',
  'records.keptSeveral':
    'Контейнеров больше нет, а журналы сохранены: {count, plural, one {# запись} few {# записи} many {# записей} other {# записи}}, {names, plural, one {# имя} few {# имени} many {# имён} other {# имени}}.',
  'records.showKept': 'Показать записи',
  'records.hideKept': 'Скрыть это сообщение',
  'records.openKept': 'Открыть запись',
} as const satisfies Record<keyof typeof recordsEn, string>
