import { ipcRenderer } from 'electron'

/** Hands the window its port to the backend, each time its page asks; knows nothing of what goes over it. */
window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'gantry:port-please') ipcRenderer.send('gantry:port-please')
})
ipcRenderer.on('gantry:port', (event) => {
  window.postMessage('gantry:port', location.origin, event.ports)
})
// How what the page gave out as `url` was saved: the shell itself saves downloads, and the backend behind the port knows nothing of them.
ipcRenderer.on('gantry:saved', (_event, url: string, isSaved: boolean) => {
  window.postMessage({ saved: url, isSaved }, location.origin)
})
