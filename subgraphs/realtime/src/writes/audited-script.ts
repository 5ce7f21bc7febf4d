import type { AuditTarget } from '@tributary/common/mutations/audit';
import { toAuditEvents } from '@tributary/common/mutations/audit-event';
import { toStreamed } from '../audit-streams.ts';
import { defineScript, type Script, type ScriptDefinition } from '../script.ts';

/** The audit of one script: where its events go, and those that it may write, each at most once. */
export interface Audit {
  readonly stream: string;
  readonly events: readonly string[];
}

/** A change of which a script alone learns whether it happens, and what was there before. */
export interface ExpectedChange {
  readonly target: AuditTarget;
  readonly before?: object;
  readonly after?: object;
}

/** Draws the events that a script may write. */
export function expectChanges(
  stream: string,
  subject: string,
  action: string,
  changes: readonly ExpectedChange[],
): Audit {
  const entries = changes.map(({ target, before = null, after = null }) => ({ action, target, before, after }));
  return { stream, events: toAuditEvents(subject, entries).map(toStreamed) };
}

/**
 * Takes the audit from the keys and arguments, so that the script finds its own. `audit` adds an event to the stream, the
 * first where no number is given; `before` and `after` are JSON, and count in place of the event's own.
 */
const AUDIT = `
local stream, events = table.remove(KEYS), {}
for number = tonumber(table.remove(ARGV)), 1, -1 do events[number] = table.remove(ARGV) end
local function audit(before, after, number)
  local entry = {'event', events[number or 1]}
  if before then entry[#entry + 1] = 'before' entry[#entry + 1] = before end
  if after then entry[#entry + 1] = 'after' entry[#entry + 1] = after end
  redis.call('XADD', stream, '*', unpack(entry))
end`;

/** A script that writes the audit of what it changes: its stream is the last key, the events are the last arguments. */
export function defineAuditedScript<Args extends readonly unknown[], Reply>({
  lua,
  call,
  ...definition
}: ScriptDefinition<Args, Reply>): Script<[Audit, ...Args], Reply> {
  return defineScript({
    ...definition,
    lua: `${AUDIT}\n${lua}`,
    call: ({ stream, events }: Audit, ...args: Args) => {
      const { keys, args: given } = call(...args);
      return { keys: [...keys, stream], args: [...given, ...events, String(events.length)] };
    },
  });
}
