import { readFiles, type SourceFile } from './files.ts';

/** What these packages must not speak of, since they serve any graph and any store. In small letters, singular. */
const NOUNS = new Set([
  'artifact',
  'dataset',
  'deployment',
  'experiment',
  'hyperparameter',
  'inference',
  'leaderboard',
  'lineage',
  'metric',
  'model',
  'prediction',
  'trained',
  'training',
]);

/** Two words that are a noun of the domain together, while each alone is anybody's. */
const PAIRS = new Set(['feature view', 'feature vector', 'feature store', 'machine learning']);

/** A noun that means another thing here, with the words around it. */
const FALSE_FRIENDS = /\bdata models?\b|\bobject models?\b|\btype inference\b|\bmonaco\b.*\bmodels?\b/gi;

export const readGenericFiles = () => readFiles('{gateway,stores,common}/**/*.{ts,js,mjs,json,graphql,sql,md}');

/** The nouns of machine learning in code, comments and strings, tests included: their examples can be of anything else. */
export const findDomainNouns = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const nouns = nounsOf(line);
      if (nouns.length === 0) return [];
      return `${path}:${index + 1} speaks of ${nouns.join(', ')}: this package knows no machine learning, so name it for what it is to any graph`;
    }),
  );

function nounsOf(line: string): string[] {
  const words = wordsOf(line.replace(FALSE_FRIENDS, ' '));
  const pairs = words.map((word, index) => `${word} ${words[index + 1] ?? ''}`);
  return [...new Set([...words.filter((word) => NOUNS.has(word)), ...pairs.filter((pair) => PAIRS.has(pair))])];
}

/** `pageModelVersions` is page, model, version. */
const wordsOf = (line: string): string[] =>
  line
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => word.replace(/(?<=[a-z]{3})s$/, ''));
