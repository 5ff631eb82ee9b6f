import css from './log.module.css'

/** A class of the style sheet, for elements that React does not make. */
export const named = (name: string): string => css[name] ?? ''
