import type { Terminal } from '@xterm/xterm'
import { copyText } from '../../copy.ts'
import { usePrefs } from './prefs.ts'
import { zoomSeen } from './theme.ts'

/** What pointer and wheel do in a terminal besides what its program asks for. */
export function feel(element: HTMLElement, terminal: Terminal): void {
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey || event.deltaY === 0) return
    event.preventDefault()
    event.stopPropagation()
    zoomSeen(event.deltaY < 0 ? 1 : -1)
  }
  element.addEventListener('wheel', wheel, { capture: true, passive: false })
  // On Linux the browser pastes the selection by itself where a middle click falls.
  const middle = (event: MouseEvent) => {
    const asked = terminal.modes.mouseTrackingMode !== 'none'
    if (event.button !== 1 || asked || usePrefs.getState().middleClick === 'paste') return
    event.preventDefault()
    event.stopPropagation()
  }
  for (const kind of ['mousedown', 'mouseup', 'auxclick'] as const) element.addEventListener(kind, middle, true)
  element.addEventListener('mouseup', () => {
    const text = terminal.getSelection()
    if (usePrefs.getState().copyOnSelect && text !== '') void copyText(text)
  })
}

const BEEP = { hertz: 880, seconds: 0.12, volume: 0.08 }
/** Milliseconds between two beeps: a program may ring a thousand times a second. */
const QUIET = 300
let last = Number.NEGATIVE_INFINITY
let audio: AudioContext | undefined

/** @param flash draws the bell */
export function ring(flash: () => void): void {
  const { bell } = usePrefs.getState()
  if (bell === 'sound') beep()
  if (bell === 'visual') flash()
}

function beep(): void {
  const now = performance.now()
  if (now - last < QUIET) return
  last = now
  try {
    audio ??= new AudioContext()
    const tone = audio.createOscillator()
    const gain = audio.createGain()
    tone.frequency.value = BEEP.hertz
    gain.gain.value = BEEP.volume
    tone.connect(gain).connect(audio.destination)
    tone.start()
    tone.stop(audio.currentTime + BEEP.seconds)
  } catch {
    // Without a sound device there is no bell.
  }
}
