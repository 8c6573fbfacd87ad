// @c15t/backend as its documentation sets it up on PostgreSQL: Kysely's adapter, a pool of `pg`, its own migrations, and its
// handler under Hono's Node server. The pool is as large as the load, where the documentation leaves it at ten.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const load = createRequire(join(process.env.AMANA_NODE_FOLDER, 'package.json'))
const { c15tInstance } = load('@c15t/backend')
const { kyselyAdapter } = load('@c15t/backend/db/adapters/kysely')
const { migrator } = load('@c15t/backend/db/migrator')
const { DB } = load('@c15t/backend/db/schema')
const { serve } = load('@hono/node-server')
const { Kysely, PostgresDialect } = load('kysely')
const { Pool } = load('pg')

const [url, port, connections] = process.argv.slice(2)
const db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url, max: Number(connections) }) }) })
const adapter = kyselyAdapter({ db, provider: 'postgresql' })
const migration = await migrator({ db: DB.client(adapter), schema: 'latest' })
await migration.execute()
const { handler } = c15tInstance({
  appName: 'beside',
  basePath: '/api/c15t',
  trustedOrigins: ['https://shop.example'],
  adapter,
  logger: { level: 'error' },
})
serve({ fetch: handler, hostname: '127.0.0.1', port: Number(port) })
