import { clipboardRequest } from './clipboard.ts'
import { paneState, setPane } from './state.ts'

/**
 * What a container wants in the clipboard becomes a question: one at a time, and only of the terminal that is looked at. After a
 * No the session is heard no more until `allowClipboard`, or a program that asks for ever would leave no way past its dialogs.
 */
export function askClipboard(tab: string, data: string, inFront: boolean): void {
  const { clipboard, clipboardRefused } = paneState(tab)
  if (!inFront || clipboardRefused || clipboard !== null) return
  const text = clipboardRequest(data)
  if (text !== null && text !== '') setPane(tab, { clipboard: text })
}

export const refuseClipboard = (tab: string): void => setPane(tab, { clipboard: null, clipboardRefused: true })
export const allowClipboard = (tab: string): void => setPane(tab, { clipboardRefused: false })
