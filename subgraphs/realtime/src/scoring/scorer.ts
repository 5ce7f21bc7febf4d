import { type ChildProcess, spawn } from 'node:child_process';
import { Duplex, type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterTimeToRead } from '@tributary/common/time-to-read';
import { FrameReader, toFrame } from './frames.ts';
import { type Answer, answerShape, MAX_OUTPUT_BYTES, type Request } from './messages.ts';
import { ModelFault, ScorersUnavailable, stopping } from './scorers.ts';
import { OVER_MEMORY } from './signals.ts';

/** What a scorer is asked, and how long it may take. */
export interface Question {
  readonly request: Request;
  /** The body, in pieces. */
  readonly parts: readonly Uint8Array[];
  readonly deadlineMs: number;
}

export interface Answered {
  readonly answer: Answer;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The model brought its scorer down. */
export class ScorerLost extends ModelFault {
  /** Whether something else may have ended the scorer, so that trying again says more. */
  readonly isDoubtful: boolean;

  constructor(message: string, { isDoubtful, cause }: { isDoubtful: boolean; cause?: unknown }) {
    super(message, { cause });
    this.isDoubtful = isDoubtful;
  }
}

/** A process that runs models, one question at a time. */
export interface Scorer {
  readonly pid: number | undefined;
  /** Resolves once it takes questions. @throws ScorersUnavailable where it never will. */
  readonly ready: Promise<void>;
  /** Resolves when the process is gone, however that came. */
  readonly ended: Promise<void>;
  /** @throws ScorerLost where it did not live to answer. */
  ask(question: Question): Promise<Answered>;
  end(): void;
}

const FILE = fileURLToPath(new URL('./scorer.main.ts', import.meta.url));
const START_MS = 30_000;
const MAX_ANSWER_BYTES = MAX_OUTPUT_BYTES + 1_048_576;
const LAST_WORDS = 1_000;
/** What V8 sets aside for code at once, used or not: to the system it counts as memory. */
const RESERVED_MIB = 640;

/**
 * What goes beyond its memory is refused to it by the system (Linux; elsewhere it watches itself). It dumps no core, and
 * gets no more of our environment, where passwords are, than a program needs to be loaded. With exec, the process that we
 * know is the scorer itself.
 */
const START = `
memory=$1; shift
ulimit -c 0; ulimit -d "$memory" 2>/dev/null
exec env -i PATH="$PATH" \${LD_LIBRARY_PATH+LD_LIBRARY_PATH="$LD_LIBRARY_PATH"} "$@"`;

/**
 * @param memoryMib what the process may take.
 * @throws ScorersUnavailable where the system makes no process.
 */
export function startScorer({ memoryMib }: { readonly memoryMib: number }): Scorer {
  const { child, socket } = makeProcess(memoryMib);
  // Written to while it ends, it fails; that it ended is heard otherwise.
  socket.on('error', () => undefined);
  const lastWords = keepLastWords(child.stderr);

  const reader = new FrameReader(MAX_ANSWER_BYTES);
  let waiting: PromiseWithResolvers<Answered> | undefined;
  let verdict: Error | undefined;

  const giveUp = (reason: Error) => {
    verdict ??= reason;
    child.kill('SIGKILL');
  };
  socket.on('data', (piece: Buffer) => {
    try {
      const frame = reader.read(piece);
      if (!frame) return;
      waiting?.resolve({ answer: answerShape.parse(frame.header), body: frame.body });
      waiting = undefined;
    } catch (error) {
      giveUp(new Error('A scorer said what cannot be understood', { cause: error }));
    }
  });
  const ended = new Promise<void>((resolve) => {
    const end = (error?: Error) => {
      verdict ??= error ?? whyItEnded(child, lastWords());
      waiting?.reject(verdict);
      waiting = undefined;
      resolve();
    };
    child.once('error', end);
    child.once('close', () => end());
  });

  /** The next thing that it says. */
  const hear = async (deadlineMs: number, tooLate: () => Error): Promise<Answered> => {
    if (verdict) throw verdict;
    waiting = Promise.withResolvers();
    const cancel = afterTimeToRead(deadlineMs, () => giveUp(tooLate()));
    return waiting.promise.finally(cancel);
  };
  const start = async () => {
    const { answer } = await hear(START_MS, () => new Error(`It did not start within ${START_MS / 1_000} s.`));
    if (answer.answer === 'unavailable') throw new Error(answer.reason);
    if (answer.answer !== 'ready') throw new Error(`It began with ${answer.answer}`);
  };
  return {
    pid: child.pid,
    ready: start().catch((cause: unknown) => {
      if (cause instanceof ScorersUnavailable) throw cause;
      throw cannotRun(cause);
    }),
    ended,
    ask: ({ request, parts, deadlineMs }) => {
      const answered = hear(deadlineMs, () => tooSlow(request, deadlineMs));
      socket.cork();
      for (const bytes of toFrame(request, parts)) socket.write(bytes);
      socket.uncork();
      return answered;
    },
    end: () => giveUp(stopping()),
  };
}

function makeProcess(memoryMib: number): { child: ChildProcess; socket: Duplex } {
  const command = [process.execPath, FILE, `${process.pid}`, `${memoryMib}`];
  try {
    const child = spawn('/bin/sh', ['-c', START, 'scorer', `${(memoryMib + RESERVED_MIB) * 1_024}`, ...command], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      // A terminal's Ctrl-C would reach it before those who wait for its answers.
      detached: true,
    });
    // What fails may be told later, and would end us where nobody listened.
    child.on('error', () => undefined);
    // Where too many files are open, there is no stdio at all.
    const socket = child.stdio?.[3];
    if (!(socket instanceof Duplex)) throw new Error('It has no socket: too many files may be open (ulimit -n).');
    return { child, socket };
  } catch (cause) {
    throw cannotRun(cause);
  }
}

const cannotRun = (cause: unknown) =>
  new ScorersUnavailable('Models cannot be run on this machine; the reason is in the log.', { cause });

function tooSlow(request: Request, deadlineMs: number): ScorerLost {
  const seconds = deadlineMs / 1_000;
  const message =
    request.ask === 'make'
      ? `The model took longer than ${seconds} s to load: make it smaller, or serve it elsewhere and deploy it with an endpointUrl.`
      : `The model took longer than ${seconds} s for ${request.rows === 1 ? '1 row' : `${request.rows} rows`}: make it smaller, or serve it elsewhere and deploy it with an endpointUrl.`;
  return new ScorerLost(message, { isDoubtful: false });
}

function whyItEnded({ exitCode, signalCode }: ChildProcess, lastWords: string): ScorerLost {
  if (signalCode === OVER_MEMORY) {
    return new ScorerLost(
      'The model took more memory than a scorer has: make it smaller, or serve it elsewhere and deploy it with an endpointUrl.',
      { isDoubtful: true },
    );
  }
  const how = signalCode ? `by ${signalCode}` : `with code ${exitCode}`;
  return new ScorerLost(`The model brought down the process that ran it, which ended ${how}.`, {
    isDoubtful: true,
    ...(lastWords && { cause: new Error(lastWords) }),
  });
}

/** The end of what it wrote, for the log. */
function keepLastWords(stream: Readable | null): () => string {
  let words = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LAST_WORDS);
  });
  return () => words.trim();
}
