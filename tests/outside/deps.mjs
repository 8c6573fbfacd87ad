// The pinned packages live in a cache outside the clone; xtask says where.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const folder = required('AMANA_NODE_FOLDER')

/** Loads a package of package.json. */
export const load = createRequire(join(folder, 'package.json'))

/** The path of a file inside a package. */
export function fileOf(name, ...parts) {
  return join(folder, 'node_modules', name, ...parts)
}

/** A setting that xtask passes by the environment. */
export function required(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; \`cargo xtask test outside browser\` sets it`)
  return value
}

/** Ends the process with a sentence, not a stack, when what was expected did not happen. */
export async function main(run) {
  try {
    await run()
    process.exit(0)
  } catch (error) {
    console.error(error instanceof Mismatch ? `MISMATCH: ${error.message}` : error)
    process.exit(1)
  }
}

export class Mismatch extends Error {}

export function expect(condition, message) {
  if (!condition) throw new Mismatch(message)
}
