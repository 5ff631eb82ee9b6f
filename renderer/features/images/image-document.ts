/** The parts of an image's inspect document that are shown, whatever is missing of it. */
export type ImageDocument = {
  os: string
  architecture: string
  entrypoint: string[]
  command: string[]
  env: string[]
  ports: string[]
  volumes: string[]
  user: string
  workingDir: string
  stopSignal: string
  healthcheck: string[]
  author: string
  labels: [string, string][]
}

type Raw = Record<string, unknown>
const object = (value: unknown): Raw => (typeof value === 'object' && value !== null ? (value as Raw) : {})
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
/** Old images hold a command as one string. */
const texts = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

export function readDocument(document: unknown): ImageDocument {
  const raw = object(document)
  const config = object(raw['Config'])
  const variant = text(raw['Variant'])
  return {
    os: text(raw['Os']),
    architecture: text(raw['Architecture']) + (variant === '' ? '' : `/${variant}`),
    entrypoint: texts(config['Entrypoint']),
    command: texts(config['Cmd']),
    env: texts(config['Env']),
    ports: Object.keys(object(config['ExposedPorts'])),
    volumes: Object.keys(object(config['Volumes'])),
    user: text(config['User']),
    workingDir: text(config['WorkingDir']),
    stopSignal: text(config['StopSignal']),
    healthcheck: texts(object(config['Healthcheck'])['Test']),
    author: text(raw['Author']),
    labels: Object.entries(object(config['Labels'])).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  }
}
