import type { MenuItemConstructorOptions } from 'electron'
import type { Words } from './words.ts'

export type MenuActions = { newWindow(): void; closeWindow(): void; quit(): void }

/**
 * The native menu. Outside macOS it takes no Ctrl key that a shell in a terminal needs (Ctrl W, R, Q, N …):
 * roles that would bring one are written as clicks instead.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  words: Words,
  isPackaged: boolean,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const app: MenuItemConstructorOptions = {
    label: 'Gantry',
    submenu: [
      { role: 'about', label: words.about },
      separator,
      { role: 'services', label: words.services },
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      separator,
      { role: 'quit', label: words.quit },
    ],
  }
  const file: MenuItemConstructorOptions = {
    label: words.file,
    submenu: [
      { label: words.newWindow, accelerator: mac ? 'Cmd+N' : 'Ctrl+Shift+N', click: actions.newWindow },
      mac
        ? { role: 'close', label: words.closeWindow }
        : { label: words.closeWindow, accelerator: 'Ctrl+Shift+W', click: actions.closeWindow },
      ...(mac ? [] : [separator, { label: words.quit, click: actions.quit }]),
    ],
  }
  return [...(mac ? [app] : []), file, editMenu(words), viewMenu(words, isPackaged), windowMenu(words, mac)]
}

const editMenu = (words: Words): MenuItemConstructorOptions => ({
  label: words.edit,
  submenu: [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    { type: 'separator' },
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ],
})

const viewMenu = (words: Words, isPackaged: boolean): MenuItemConstructorOptions => ({
  label: words.view,
  submenu: [
    { role: 'resetZoom', label: words.resetZoom },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: words.fullScreen },
    ...(isPackaged ? [] : [{ type: 'separator' as const }, { role: 'toggleDevTools' as const, label: words.devTools }]),
  ],
})

const windowMenu = (words: Words, mac: boolean): MenuItemConstructorOptions => ({
  label: words.window,
  submenu: [
    { role: 'minimize', label: words.minimize, ...(mac ? {} : { accelerator: '' }) },
    { role: 'zoom', label: words.zoom },
    ...(mac ? [{ type: 'separator' as const }, { role: 'front' as const, label: words.front }] : []),
  ],
})
