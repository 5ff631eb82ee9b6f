import './styles/tokens.css'
import './styles/base.css'
import type { ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { openWire } from '#wire'
import { speakOver } from './api.ts'
import { Root } from './boot/root.tsx'
import { startLanguage } from './i18n/index.ts'
import { startWorld } from './start-world.ts'
import { keepWire, newFragment, waitOrWake } from './wire/keep.ts'
import { useLink } from './world/link.ts'

const apps = import.meta.glob<{ App: ComponentType }>('./app/app.tsx', { eager: true })
const App = Object.values(apps)[0]?.App ?? (() => <main>Gantry</main>)

startWorld()
void keepWire(openWire, {
  onOpen(wire) {
    speakOver(wire)
    useLink.setState({ state: 'open', entered: true })
  },
  onLost: () => useLink.setState({ state: 'lost' }),
  onRefused: () => useLink.setState({ state: 'refused' }),
  newLink: newFragment,
  wait: waitOrWake,
})

const root = document.getElementById('root')
if (root === null) throw new Error('no #root in the page')
void startLanguage().then(() => createRoot(root).render(<Root App={App} />))
