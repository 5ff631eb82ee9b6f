import { CSPProvider } from '@base-ui/react/csp-provider'
import { Toaster, TooltipProvider, UiWordsProvider } from '../ui/index.ts'
import { Overlays } from './overlays.tsx'
import { Shell } from './shell.tsx'
import './theme.ts'
import { useKitWords } from './ui-words.ts'

export function App() {
  const words = useKitWords()
  return (
    <CSPProvider disableStyleElements>
      <UiWordsProvider words={words}>
        <TooltipProvider>
          <Shell />
          <Overlays />
          <Toaster />
        </TooltipProvider>
      </UiWordsProvider>
    </CSPProvider>
  )
}
