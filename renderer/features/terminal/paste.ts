/** Every control character but tab and newline: a pasted ESC, ^C or ^D is a key press nobody made (promise T8). */
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g
/** The marks of bracketed paste as they stay when their ESC is taken away. */
const MARKS = /(?:\x1b\[|\x9b)20[01]~/g

/** Makes clipboard text harmless; the end-of-paste mark cannot be put together from what is left. */
export function cleanPaste(text: string): string {
  return text.replaceAll(MARKS, '').replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '')
}

/** Whether it may run something by itself: a newline is Enter. That the program knows of pastes is only its own word (T8). */
export const mustConfirm = (clean: string): boolean => clean.includes('\n')

/** What is sent: newlines as the Enter key sends them. */
export function encodePaste(clean: string, bracketed: boolean): string {
  const typed = clean.replaceAll('\n', '\r')
  return bracketed ? `\x1b[200~${typed}\x1b[201~` : typed
}
