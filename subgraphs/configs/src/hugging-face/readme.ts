import { isDeepStrictEqual } from 'node:util';
import type { ModelCard } from '../model-cards.ts';
import { readFrontMatter, writeFrontMatter } from './front-matter.ts';
import { readEvaluations, writeEvaluations } from './model-index.ts';
import { addSections } from './sections.ts';

/*
 * A model card as a README of Hugging Face, and back. What the front matter says is the card's where the card has a
 * field for it. What the card alone would not give back as it was lies beside it: unknown keys, a language that is one
 * text and no list, results that are no numbers.
 */

export interface Readme {
  card: Partial<ModelCard>;
  /** Of the front matter, what the card alone would not give back. */
  huggingFace: Record<string, unknown>;
}

/** How a key of the front matter is a card's field. */
interface Key {
  read(value: unknown): unknown;
  field: keyof ModelCard;
  /** @param original what stood there; undefined leaves the key out. */
  write(value: unknown, original: unknown, modelName: string): unknown;
}

const text = (field: keyof ModelCard): Key => ({
  field,
  read: (value) => {
    const [only, ...others] = [value].flat();
    return others.length === 0 && isScalar(only) && only !== '' ? String(only) : null;
  },
  write: (value) => value ?? undefined,
});

const texts = (field: keyof ModelCard): Key => ({
  field,
  read: (value) => [value].flat().filter(isScalar).map(String),
  write: (value, original) => {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    return isScalar(original) && value.length === 1 ? value[0] : value;
  },
});

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** In the order in which they are written. */
const KEYS: Readonly<Record<string, Key>> = {
  license: text('license'),
  library_name: text('libraryName'),
  pipeline_tag: text('pipelineTag'),
  language: texts('languages'),
  tags: texts('tags'),
  base_model: texts('baseModels'),
  datasets: texts('datasets'),
  metrics: texts('metrics'),
  'model-index': {
    field: 'evaluations',
    read: readEvaluations,
    write: (value, original, modelName) => writeEvaluations(Array.isArray(value) ? value : [], original, modelName),
  },
};

/** @throws Error where the front matter is no YAML mapping. */
export function readReadme(file: string, modelName: string): Readme {
  const { data, body } = readFrontMatter(file);
  const card = Object.fromEntries(
    Object.values(KEYS).map((key, index) => [key.field, key.read(data[names[index] ?? ''])]),
  );
  const huggingFace = Object.entries(data).filter(([name, value]) => {
    const key = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
    return !key || !isDeepStrictEqual(key.write(key.read(value), undefined, modelName), value);
  });
  return { card: { ...card, markdown: body }, huggingFace: Object.fromEntries(huggingFace) };
}

const names = Object.keys(KEYS);

export function writeReadme(card: Partial<ModelCard>, huggingFace: Record<string, unknown>, modelName: string): string {
  const known = Object.entries(KEYS).map(([name, key]) => {
    const original = huggingFace[name];
    const value = card[key.field];
    const isUnchanged =
      Object.hasOwn(huggingFace, name) && isDeepStrictEqual(key.read(original), value ?? key.read(undefined));
    return [name, isUnchanged ? original : key.write(value, original, modelName)] as const;
  });
  const unknown = Object.entries(huggingFace).filter(([name]) => !Object.hasOwn(KEYS, name));
  const data = Object.fromEntries([...known.filter(([, value]) => value !== undefined), ...unknown]);
  return writeFrontMatter({ data, body: addSections(card.markdown ?? '', card) });
}

/** The name that a file gives its model: that of its model-index. */
export function modelNameIn(file: string): string | undefined {
  const { 'model-index': index } = readFrontMatter(file).data;
  const [first]: unknown[] = Array.isArray(index) ? index : [];
  return typeof first === 'object' && first !== null && 'name' in first && typeof first.name === 'string'
    ? first.name
    : undefined;
}
