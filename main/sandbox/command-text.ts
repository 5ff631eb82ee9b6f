import type { AppError } from '../../shared/errors.ts'
import type { SandboxStep } from './types.ts'

const STEPS: Readonly<Record<SandboxStep['code'], string>> = {
  packages: 'Installing packages: ',
  engine: 'Starting the engine: ',
  registry: 'Starting the registry: ',
  images: 'Making the image ',
  containers: 'Starting the container ',
  ready: 'The engine answers at ',
}

/** A line of progress for a terminal. */
export const progressInWords = ({ code, detail }: SandboxStep): string => `${STEPS[code]}${detail}`

const install = (packages: unknown): string => (packages === '' || packages === undefined ? '' : ` Install ${String(packages)} as well.`)

const REASONS: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  platform: () => 'The sandbox needs Linux: it runs a Docker engine in namespaces of its own.',
  root: ({ packages }) => `The sandbox needs root, as every Docker engine does: sudo npm run sandbox.${install(packages)}`,
  packages: ({ packages }) => `The sandbox needs programs that are not here. On Debian: apt-get install ${String(packages)}`,
  namespaces: () => 'This machine does not let us make namespaces (a container needs --privileged for that).',
  folder: ({ dir }) => `${String(dir)} is not empty and was not made by the sandbox: choose another with --dir.`,
  running: ({ dir, pid }) =>
    `A sandbox already runs in ${String(dir)} (process ${String(pid)}): end it, or choose another folder with --dir.`,
  architecture: ({ architecture }) => `The sandbox's images are made for x64 and arm64, not for ${String(architecture)}.`,
  engine: () => 'The engine did not start. Its last words:',
  registry: () => 'The registry did not start.',
}

/** A failure for a terminal: what happened, what to do, and the program's own words. */
export const inWords = (error: AppError): string => {
  const reason = String(error.params['reason'] ?? '')
  const text = REASONS[reason]?.(error.params) ?? `The sandbox failed: ${error.code} ${JSON.stringify(error.params)}`
  return [text, error.detail].filter((part) => part !== undefined && part !== '').join('\n')
}
