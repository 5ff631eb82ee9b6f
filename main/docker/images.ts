export { imageReader } from './images/reader.ts'
