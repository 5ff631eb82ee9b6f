export { isSecret, MASK, maskSecrets, splitEnv } from '../../../shared/secrets.ts'
