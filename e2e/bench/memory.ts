import type { Page } from '@playwright/test'
import { pss } from './cpu.ts'
import { browser } from './shared.ts'

type HeapUsage = { usedSize: number; embedderHeapUsedSize?: number; backingStorageSize?: number }
export type PageMemory = { heap: number; buffers: number }

/** What a page holds after its garbage was collected, in bytes: objects, and the memory behind its array buffers. */
export async function pageMemory(page: Page): Promise<PageMemory> {
  const session = await page.context().newCDPSession(page)
  // Twice: what finalizers let go is collected by the second.
  for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage')
  const usage = (await session.send('Runtime.getHeapUsage')) as HeapUsage
  await session.detach()
  if (usage.backingStorageSize === undefined) throw new Error('this Chromium does not tell the memory of array buffers')
  return { heap: usage.usedSize + (usage.embedderHeapUsedSize ?? 0), buffers: usage.backingStorageSize }
}

/** Processes that run pages. */
export async function renderers(): Promise<number[]> {
  const session = await (await browser()).newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

/** The largest of them: the page under measurement, while it is the only one. */
export const rendererPss = async (): Promise<number> => Math.max(...(await renderers()).map(pss))
