import type { castEn } from './cast.en.ts'

export const castRu = {
  'cast.play.command': 'Воспроизвести запись…',
  'cast.of': 'Запись {name}',
  'cast.reading': 'Читаем запись…',
  'cast.controls': 'Воспроизведение',
  'cast.play': 'Воспроизвести',
  'cast.pause': 'Пауза',
  'cast.again': 'Воспроизвести снова',
  'cast.seek': 'Позиция',
  'cast.at': '{now} из {whole}',
  'cast.speed': 'Скорость',
  'cast.times': '{speed, number}×',
  'cast.shorten': 'Сокращать паузы до {seconds, number} с',
  'cast.fit': 'Вписать в панель',
  'cast.choose': 'Выбрать файл…',
  'cast.cut': 'Файл обрывается посреди строки {line, number}; всё, что до неё, воспроизводится.',
  'cast.gone': 'Выберите запись ещё раз',
  'cast.goneBody': 'Страница была загружена заново, и файла у неё больше нет.',
  'cast.failed': 'Этот файл нельзя воспроизвести',
  'cast.fault.empty': 'Его первая строка пуста. Запись начинается с заголовка; выберите файл asciicast (.cast) версии 2 или 3.',
  'cast.fault.header': 'Строка 1 — не заголовок записи. Выберите файл asciicast (.cast) версии 2 или 3.',
  'cast.fault.version':
    'В строке 1 указана другая версия формата. Gantry воспроизводит asciicast 2 и 3; преобразовать файл может asciinema.',
  'cast.fault.size': 'В строке 1 нет размера, возможного для терминала: от 1 до 1000 столбцов и от 1 до 500 строк.',
  'cast.fault.event':
    'Строка {line, number} — не событие: ожидается [секунды, "вид", "текст"]. Исправьте или удалите её и выберите файл снова.',
  'cast.fault.large': 'Он больше {megabytes, number} МБ. Разделите его на части или воспроизведите в asciinema.',
  'cast.fault.read': 'Его не удалось прочитать. Проверьте, что он на месте и доступен для чтения, и выберите его снова.',
} as const satisfies Record<keyof typeof castEn, string>
