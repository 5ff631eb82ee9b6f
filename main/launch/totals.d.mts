export type Totals = { passed: number; failed: number; skipped: number; skips: string[]; failures: string[] }

export declare const readJson: (file: string) => unknown
export declare const summarizeVitest: (json: unknown, code: number, root: string) => Totals
export declare const summarizePlaywright: (json: unknown, code: number) => Totals
export declare const sum: (parts: readonly Totals[]) => Totals
