import { app } from './app.ts'
import { containers } from './containers.ts'
import { hosts } from './hosts.ts'
import { images } from './images.ts'
import { logs } from './logs.ts'
import { records } from './records.ts'
import { run } from './run.ts'
import { terminal } from './terminal.ts'
import { world } from './world.ts'

/** Every operation there is. Adding a noun is a line here. */
export const contract = { app, hosts, world, containers, images, run, logs, records, terminal }
export type AppContract = typeof contract
