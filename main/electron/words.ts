import { visible } from './danger-words.ts'

/** What the shell itself says; the page has its own dictionary. */
const en = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  newWindow: 'New Window',
  closeWindow: 'Close Window',
  quit: 'Quit Gantry',
  about: 'About Gantry',
  services: 'Services',
  hide: 'Hide Gantry',
  hideOthers: 'Hide Others',
  showAll: 'Show All',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  resetZoom: 'Actual Size',
  fullScreen: 'Toggle Full Screen',
  minimize: 'Minimize',
  zoom: 'Zoom',
  front: 'Bring All to Front',
  devTools: 'Developer Tools',
  cancel: 'Cancel',
  dangerTitle: 'This container could take over the computer',
  dangerBody: 'It asks for what amounts to administrator rights on the machine the engine runs on:',
  dangerAllow: 'Create It Anyway',
  linkTitle: 'Open this link without encryption?',
  linkOpen: 'Open',
  pageCrashes: 'The window keeps crashing',
  pageCrashesBody: 'Containers and terminals go on. Close the window and open a new one from the File menu.',
  quitTitle: 'Quit Gantry and end what it has under way?',
  quitBody: 'Containers go on; this ends:',
  quitAgree: 'Quit',
  saveFailed: 'Not saved ({code}): {file}. A file that had this name is as it was. Choose another folder, or make room, and save again.',
  settingsCorrupt: 'A settings file was damaged. It was kept aside as {file}; the values of before were loaded.',
  settingsUnwritable: 'Settings cannot be saved ({code}): {file}. They hold until Gantry ends.',
}

export type Words = Record<keyof typeof en, string>

const ru: Words = {
  file: 'Файл',
  edit: 'Правка',
  view: 'Вид',
  window: 'Окно',
  newWindow: 'Новое окно',
  closeWindow: 'Закрыть окно',
  quit: 'Завершить Gantry',
  about: 'О программе Gantry',
  services: 'Службы',
  hide: 'Скрыть Gantry',
  hideOthers: 'Скрыть остальные',
  showAll: 'Показать все',
  undo: 'Отменить',
  redo: 'Повторить',
  cut: 'Вырезать',
  copy: 'Копировать',
  paste: 'Вставить',
  selectAll: 'Выделить всё',
  zoomIn: 'Увеличить',
  zoomOut: 'Уменьшить',
  resetZoom: 'Обычный размер',
  fullScreen: 'Полный экран',
  minimize: 'Свернуть',
  zoom: 'Изменить масштаб окна',
  front: 'Все окна — на передний план',
  devTools: 'Инструменты разработчика',
  cancel: 'Отмена',
  dangerTitle: 'Этот контейнер может завладеть компьютером',
  dangerBody: 'Он просит то, что равносильно правам администратора на машине, где работает движок:',
  dangerAllow: 'Всё равно создать',
  linkTitle: 'Открыть эту ссылку без шифрования?',
  linkOpen: 'Открыть',
  pageCrashes: 'Окно снова и снова падает',
  pageCrashesBody: 'Контейнеры и терминалы продолжают работать. Закройте окно и откройте новое из меню «Файл».',
  quitTitle: 'Завершить Gantry и всё, что в нём выполняется?',
  quitBody: 'Контейнеры продолжат работу; это прервётся:',
  quitAgree: 'Завершить',
  saveFailed:
    'Не сохранено ({code}): {file}. Файл с этим именем, если он был, не изменился. Выберите другую папку или освободите место и сохраните снова.',
  settingsCorrupt: 'Файл настроек был повреждён. Он отложен как {file}; загружены прежние значения.',
  settingsUnwritable: 'Настройки не сохраняются ({code}): {file}. Они действуют до выхода из Gantry.',
}

/** @param locale as the system names it: `ru`, `ru-RU`, `en-GB`. */
export const wordsFor = (locale: string): Words => (/^ru\b/i.test(locale) ? ru : en)

/** Why a file was not saved. */
export function saveFailure(words: Words, file: string, error: unknown): string {
  const code = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
  return words.saveFailed.replace('{code}', () => code).replace('{file}', () => visible(file))
}
