import { appError } from '../../../shared/errors.ts'

/** Load address, header size and machine numbers of ELF-64 (System V ABI). */
const BASE = 0x40_0000
const HEADERS = 64 + 56

type Machine = { readonly number: number; print(length: number): number[]; readonly sleep: readonly number[] }

const little = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255]
const words = (...values: number[]): number[] => values.flatMap(little)

const MACHINES: Readonly<Record<string, Machine>> = {
  x64: {
    number: 62,
    // write(1, message, length); exit(0). The message follows the 34 bytes of code.
    print: (length) => [
      ...[0xb8, ...little(1), 0xbf, ...little(1)],
      ...[0x48, 0x8d, 0x35, ...little(17), 0xba, ...little(length), 0x0f, 0x05],
      ...[0xb8, ...little(60), 0x31, 0xff, 0x0f, 0x05, 0x90],
    ],
    // pause(), for ever
    sleep: [0xb8, ...little(34), 0x0f, 0x05, 0xeb, 0xf7],
  },
  arm64: {
    number: 183,
    print: (length) =>
      words(0xd2800808, 0xd2800020, 0x100000c1, 0xd2800002 | (length << 5), 0xd4000001, 0xd2800ba8, 0xd2800000, 0xd4000001, 0xd503201f),
    // ppoll(0, 0, 0, 0), for ever
    sleep: words(0xd2800000, 0xd2800001, 0xd2800002, 0xd2800003, 0xd2800928, 0xd4000001, 0x17fffffa),
  },
}

const machine = (): Machine => {
  const found = MACHINES[process.arch]
  if (found === undefined) throw appError('sandbox.unavailable', { reason: 'architecture', architecture: process.arch })
  return found
}

/** Wraps code and data into one loadable segment that starts running at its first byte. */
const executable = (code: readonly number[], data: string): Buffer => {
  const body = Buffer.concat([Buffer.from(code), Buffer.from(data)])
  const elf = Buffer.alloc(HEADERS)
  elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  elf.writeUInt16LE(2, 16)
  elf.writeUInt16LE(machine().number, 18)
  elf.writeUInt32LE(1, 20)
  elf.writeBigUInt64LE(BigInt(BASE + HEADERS), 24)
  elf.writeBigUInt64LE(64n, 32)
  elf.writeUInt16LE(64, 52)
  elf.writeUInt16LE(56, 54)
  elf.writeUInt16LE(1, 56)
  elf.writeUInt32LE(1, 64)
  elf.writeUInt32LE(5, 68)
  elf.writeBigUInt64LE(BigInt(BASE), 80)
  elf.writeBigUInt64LE(BigInt(BASE), 88)
  elf.writeBigUInt64LE(BigInt(HEADERS + body.length), 96)
  elf.writeBigUInt64LE(BigInt(HEADERS + body.length), 104)
  elf.writeBigUInt64LE(0x1000n, 112)
  return Buffer.concat([elf, body])
}

/** A static program that prints `text` and ends with 0. */
export const printer = (text: string): Buffer => executable(machine().print(Buffer.byteLength(text)), text)

/** A static program that waits for ever: all there is in an image without a shell. */
export const sleeper = (): Buffer => executable(machine().sleep, '')
