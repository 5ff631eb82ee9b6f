import { type CDPSession, chromium } from '@playwright/test'
import { CHROMIUM, CHROMIUM_ARGS } from '../open-app.ts'

/** What Playwright asks for so that pages behind others run as if they were seen. */
const ALWAYS_SEEN = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

/** A tab that may stand behind another, as a user's may: a page of Playwright's own always counts as seen and focused. */
export type Tab = {
  front(): Promise<void>
  /** A command of the DevTools protocol. */
  send(method: string, params?: object): Promise<unknown>
  /** The value of an expression in the page; rejects when it throws. */
  run(expression: string): Promise<unknown>
  /** Presses Enter. */
  enter(): Promise<void>
}

type Answer = { id?: number; error?: { message: string }; result?: { result?: { value?: unknown }; exceptionDetails?: { text: string } } }

/** A browser that holds back what is not seen. */
export async function openTabs() {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...CHROMIUM_ARGS, '--window-size=1440,900'],
    ignoreDefaultArgs: ALWAYS_SEEN,
  })
  const session = await browser.newBrowserCDPSession()
  return { open: (url: string) => openTab(session, url), close: () => browser.close() }
}

async function openTab(session: CDPSession, url: string): Promise<Tab> {
  const { targetId } = await session.send('Target.createTarget', { url })
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  const waiting = new Map<number, (answer: Answer) => void>()
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return
    const answer = JSON.parse(event.message) as Answer
    waiting.get(answer.id ?? -1)?.(answer)
    waiting.delete(answer.id ?? -1)
  })
  let last = 0
  const ask = async (method: string, params: object = {}): Promise<Answer['result']> => {
    const id = ++last
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve))
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) })
    const { error, result } = await answered
    if (error !== undefined) throw new Error(`${method}: ${error.message}`)
    return result
  }
  return {
    front: async () => void (await session.send('Target.activateTarget', { targetId })),
    send: ask,
    async run(expression) {
      const result = await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
      if (result?.exceptionDetails !== undefined) throw new Error(result.exceptionDetails.text)
      return result?.result?.value
    },
    async enter() {
      const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 }
      await ask('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...enter })
      await ask('Input.dispatchKeyEvent', { type: 'keyUp', ...enter })
    },
  }
}
