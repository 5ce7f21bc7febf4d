/** The environment that the programs we start inherit. */
export const inheritedEnv = (): NodeJS.ProcessEnv => process.env;

/**
 * Takes the variables of PostgreSQL's client library, such as PGSSLMODE and PGOPTIONS, out of our environment, and so
 * out of what we start: they were set for another server than one that we run.
 */
export function forgetLibpqSettings(): void {
  for (const name of Object.keys(process.env)) if (/^PG[A-Z]/.test(name)) delete process.env[name];
}
