import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { openDatabase } from '@tributary/configs/database';
import { modelNameIn, readReadme, writeReadme } from '@tributary/configs/hugging-face/readme';
import { createLocks } from '@tributary/configs/locks';
import { findMetadata, findModelCards, WHOLE_CARD } from '@tributary/configs/model-cards';
import { huggingFaceOf, importModelCard } from '@tributary/configs/writes/model-cards';
import { print } from './print.ts';
import type { Opened, Work } from './with-stores.ts';

const PATIENCE_MS = 60_000;

/** What "tributary card" does, by its arguments. */
export function readCard([name, first, ...rest]: readonly string[], model: string | undefined): Work {
  if (name === 'export' && first !== undefined && rest.length <= 1 && model === undefined) {
    return exportCard(first, rest[0]);
  }
  if (name === 'import' && first !== undefined && rest.length === 0) return importCard(first, model);
  throw new Error('card takes "export MODEL [FILE]" or "import FILE [--model MODEL]".');
}

/** Without a file, to standard output. */
const exportCard = (modelId: string, file: string | undefined) => (opened: Opened) =>
  withConfigs(opened, async (db) => {
    const [card] = await findModelCards(db, [modelId], WHOLE_CARD);
    const [metadata] = await findMetadata(db, [modelId]);
    const huggingFace = huggingFaceOf(metadata);
    if (!card && Object.keys(huggingFace).length === 0) {
      throw new Error(`Model ${modelId} has no card: putModelCard or "tributary card import" writes one.`);
    }
    const readme = writeReadme(card ?? {}, huggingFace, modelId);
    if (file === undefined) process.stdout.write(readme);
    else await writeFile(file, readme);
  });

const importCard = (file: string, model: string | undefined) => (opened: Opened) =>
  withConfigs(opened, async (db) => {
    const readme = await readText(file);
    const modelId = model ?? modelNameIn(readme);
    if (modelId === undefined) throw new Error(`${file} names no model in a model-index: say which one by --model.`);
    const context = {
      db,
      caller: { subject: userInfo().username, scopes: [] },
      locks: createLocks(),
      signal: opened.signal,
    };
    const outcome = await importModelCard(context, { modelId, ...readReadme(readme, modelId) });
    if ('failure' in outcome) throw new Error(`${file} cannot be a card of ${modelId}: ${outcome.failure.message}`);
    print(`${modelId}: has the card of ${file}.`);
  });

async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof TypeError) throw new Error(`${file} is not in UTF-8: save it in that encoding.`);
    throw error;
  }
}

async function withConfigs(
  { urls }: Opened,
  work: (db: ReturnType<typeof openDatabase>['db']) => Promise<void>,
): Promise<void> {
  const { db, close } = openDatabase({ url: urls.mongodbUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  try {
    await work(db);
  } finally {
    await close();
  }
}
