import type { InputIssue } from '@tributary/common/mutations/outcome';
import mongoose from 'mongoose';
import { z } from 'zod';
import { toBson } from '../bson.ts';
import { isObject } from './merge-patch.ts';

/*
 * What callers' documents must be. Copies of runs are taken as their home took them, and do not pass here.
 */

const MAX_DEPTH = 20;
const MAX_ENTRIES = 10_000;
const MAX_BYTES = 1_000_000;
/** Beside the copy of a run of 12 MiB there must be room in MongoDB's 16 MB. */
const MAX_STORED_BYTES = 3_000_000;
/** The most bytes that MongoDB takes for one of JSON: a small number in a list has its index as a name. */
const MAX_GROWTH = 6;

const number = (value: number) => value.toLocaleString('en-US');

const TOO_DEEP = `must be nested at most ${MAX_DEPTH} levels deep`;
const TOO_LONG = `must have at most ${number(MAX_ENTRIES)} entries`;
const TOO_LARGE = `must be at most ${number(MAX_BYTES)} bytes long as JSON, and ${number(MAX_STORED_BYTES)} as MongoDB stores it`;
const NO_NUMBER = 'must be a number that a double can hold';
const NO_TEXT = 'must not have a NUL character or half of a surrogate pair in it';
const STORES_OWN = 'must not begin with _: such names are the store’s own';
const NO_NAME = 'must not be a name of a field';

/** Names that JavaScript gives a meaning of its own. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor']);

/** An object of a caller's. @param level how many names lead to it in its document: 0 is the document itself. */
export const documentPart = (level: number): z.ZodType<Record<string, unknown>> =>
  z
    // Taken as it is: a record of zod would drop a field named __proto__.
    .custom<Record<string, unknown>>(isObject, 'must be a JSON object')
    .superRefine((value, context) => {
      for (const issue of findIssues(value, [], level)) addIssue(context, issue);
    });

/** Fields of any name beside those that a kind of document has. @param taken why a name is not free, where it is not. */
export const ownFields = (taken: (name: string) => string | undefined): z.ZodType<Record<string, unknown>> =>
  documentPart(0).superRefine((fields, context) => {
    for (const name of Object.keys(fields)) {
      const message = name.startsWith('_') ? STORES_OWN : taken(name);
      if (message !== undefined && !FORBIDDEN_NAMES.has(name)) addIssue(context, { path: [name], message });
    }
  });

/** How a whole document is too large; undefined where it is not. */
export function problemOfSize(document: object): string | undefined {
  const bytes = Buffer.byteLength(JSON.stringify(document));
  return bytes > MAX_BYTES || (bytes * MAX_GROWTH > MAX_STORED_BYTES && storedBytes(document) > MAX_STORED_BYTES)
    ? TOO_LARGE
    : undefined;
}

/** A refinement of an input that has a document. It names the largest field, in extra where it is none of these. */
export const sizeChecked =
  (declared: ReadonlySet<string>) =>
  ({ document }: { document: object }, context: z.RefinementCtx): void => {
    const message = problemOfSize(document);
    if (message === undefined) return;
    const sizes = Object.entries(document).map(([name, value]) => ({ name, size: JSON.stringify(value).length }));
    const largest = sizes.toSorted((a, b) => b.size - a.size).map(({ name }) => name)[0] ?? '';
    addIssue(context, { path: declared.has(largest) ? [largest] : ['extra', largest], message });
  };

const storedBytes = (document: object) => mongoose.mongo.BSON.serialize(new Map([['', toBson(document)]])).length;

function* findIssues(value: unknown, path: readonly string[], level: number): Generator<InputIssue> {
  if (typeof value === 'number' && !Number.isFinite(value)) yield { path, message: NO_NUMBER };
  if (typeof value === 'string' && !isStorable(value)) yield { path, message: NO_TEXT };
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value) && value.length > MAX_ENTRIES) yield { path, message: TOO_LONG };
  else yield* findIssuesInside(Object.entries(value), path, level + 1);
}

function* findIssuesInside(
  entries: readonly [string, unknown][],
  path: readonly string[],
  level: number,
): Generator<InputIssue> {
  if (entries.length > 0 && level > MAX_DEPTH) {
    yield { path, message: TOO_DEEP };
    return;
  }
  for (const [name, member] of entries) {
    const message = problemOfName(name);
    if (message === undefined) yield* findIssues(member, [...path, name], level);
    else yield { path: [...path, name], message };
  }
}

function problemOfName(name: string): string | undefined {
  if (name.startsWith('$')) return 'must not begin with $';
  if (FORBIDDEN_NAMES.has(name)) return NO_NAME;
  return isStorable(name) ? undefined : NO_TEXT;
}

const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

const addIssue = (context: z.RefinementCtx, { path, message }: InputIssue) =>
  context.addIssue({ code: 'custom', path: [...path], message });
