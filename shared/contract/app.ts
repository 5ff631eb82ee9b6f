import { call } from '../rpc/define.ts'
import { z } from './zod.ts'

export const app = {
  about: call(z.object({}), z.object({ version: z.string(), form: z.enum(['desktop', 'browser']), platform: z.string() })),
}
