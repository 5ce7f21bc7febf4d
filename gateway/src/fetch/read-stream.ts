import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Dispatcher } from 'undici';
import { type Answer, readAnswer } from '../answer.ts';

/**
 * The events of a service's stream. Each is read when it is asked for, so that a client that is slow slows the service
 * down instead of filling memory here.
 * @throws Error where the stream ends without saying so.
 */
export async function* readStream(
  pool: Dispatcher,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<Answer> {
  const { statusCode, body: bytes } = await pool.request({
    method: 'POST',
    path,
    headers: { ...headers },
    body,
    signal,
  });
  if (statusCode !== 200) {
    yield readAnswer(await bytes.json());
    return;
  }
  const events = ReadableStream.from(bytes)
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { event, data } of events) {
    if (event === 'complete') return;
    if (event === 'next') yield readAnswer(JSON.parse(data));
  }
  throw new Error('The stream broke off.');
}
