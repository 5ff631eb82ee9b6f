import { expect, test } from 'vitest'
import { portText, portUrl } from './port-text.ts'

const port = (ip: string, host: number | null, container: number, protocol = 'tcp') => ({ ip, host, container, protocol })

test.each([
  [port('0.0.0.0', 8080, 80), '8080→80', 'http://localhost:8080'],
  [port('0.0.0.0', 3000, 3000), '3000', 'http://localhost:3000'],
  [port('127.0.0.1', 5000, 5000), '127.0.0.1:5000', 'http://localhost:5000'],
  [port('192.168.1.4', 80, 80), '192.168.1.4:80', 'http://192.168.1.4:80'],
  [port('::1', 80, 80), '[::1]:80', 'http://[::1]:80'],
  [port('0.0.0.0', 8443, 443), '8443→443', 'https://localhost:8443'],
  [port('0.0.0.0', 5432, 5432), '5432', null],
  [port('0.0.0.0', 53, 53, 'udp'), '53/udp', null],
  [port('', null, 80), '80/tcp', null],
])('%j', (given, text, url) => {
  expect(portText(given)).toBe(text)
  expect(portUrl(given, 'unix:///var/run/docker.sock')).toBe(url)
})

test('on a remote host', () => {
  expect(portUrl(port('0.0.0.0', 8080, 80), 'ssh://me@build.example:22')).toBe('http://build.example:8080')
  expect(portUrl(port('0.0.0.0', 8080, 80), 'tcp://[fd00::1]:2376')).toBe('http://[fd00::1]:8080')
  expect(portUrl(port('127.0.0.1', 8080, 80), 'ssh://me@build.example')).toBeNull()
})
