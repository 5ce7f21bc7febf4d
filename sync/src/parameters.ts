import { json } from '@tributary/common/mutations/inputs';

/**
 * What a run's parameter is in its document. A text that is JSON in its shortest writing becomes that value, so that
 * 0.1 is a number and lists are lists; any other stays a text, and so does what documents cannot hold.
 */
export function readParameter(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text && json.safeParse(value).success ? value : text;
  } catch {
    return text;
  }
}
