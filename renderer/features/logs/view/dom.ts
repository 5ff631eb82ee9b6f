import css from './log.module.css'

/** A class of the style sheet, for elements that React does not make. */
export const named = (name: string): string => css[name] ?? ''

export const clampTo = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))

export function setHeight(element: HTMLElement, height: number): void {
  const value = `${String(height)}px`
  if (element.style.height !== value) element.style.height = value
}
