import { codeOf } from '../errors.ts';

type Answer = Record<string, unknown>;

/**
 * Makes a mongod the primary of a set of its own. The port is another at each start, and a set knows its members by
 * host and port, so that the set is told. Throws until the server is primary: to be repeated.
 */
export async function becomePrimary(
  command: (command: Record<string, unknown>) => Promise<Answer>,
  host: string,
): Promise<void> {
  const hello = await command({ hello: 1 });
  if (hello.isWritablePrimary && (hello.setName !== 'rs0' || hello.me === host)) return;
  const config = await readConfig(command);
  if (!config) await command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
  else if (hostOf(config) !== host) {
    const members = [{ ...firstMember(config), host }];
    const version = Number(config.version) + 1;
    // By force: a node that does not find itself in the set's configuration has no primary to ask.
    await command({ replSetReconfig: { ...config, version, members }, force: true });
  }
  throw new Error('the server is not the primary of its replica set yet');
}

async function readConfig(command: (command: Record<string, unknown>) => Promise<Answer>): Promise<Answer | undefined> {
  try {
    const { config } = await command({ replSetGetConfig: 1 });
    return isAnswer(config) ? config : undefined;
  } catch (error) {
    // 94: NotYetInitialized.
    if (codeOf(error) === '94') return undefined;
    throw error;
  }
}

const firstMember = ({ members }: Answer): Answer => {
  const [member]: unknown[] = Array.isArray(members) ? members : [];
  return isAnswer(member) ? member : {};
};

const hostOf = (config: Answer) => firstMember(config).host;

const isAnswer = (value: unknown): value is Answer => typeof value === 'object' && value !== null;
