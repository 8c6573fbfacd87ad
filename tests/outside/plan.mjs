// Who does what when, the same for every client and for check_arrivals.py: call i of a kind is about user i modulo the
// number of users, and happens i minutes after the epoch that xtask chose (most of a day ago, so that every time has passed).
import { readFileSync } from 'node:fs'
import { required } from './deps.mjs'

export const plan = JSON.parse(readFileSync(new URL('plan.json', import.meta.url)))

const epoch = Number(required('AMANA_EPOCH_MS'))

export function* calls(client) {
  for (let i = 0; i < plan.calls_per_kind; i++) {
    for (const [place, kind] of plan.kinds.entries()) {
      const seconds = i * plan.seconds_between_calls + place * plan.seconds_between_kinds
      yield { i, kind, userId: `${client}-user-${i % plan.users[client]}`, timestamp: new Date(epoch + seconds * 1000) }
    }
  }
}
