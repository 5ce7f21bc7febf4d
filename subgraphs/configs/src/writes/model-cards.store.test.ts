import { describe, expect, it } from '@jest/globals';
import { useConfigs } from '../../../../tests/setup/configs.ts';
import { findAuditEvents } from '../audit-outbox.ts';
import { readFrontMatter } from '../hugging-face/front-matter.ts';
import { readReadme, writeReadme } from '../hugging-face/readme.ts';
import { createLocks } from '../locks.ts';
import { findMetadata, findModelCards, WHOLE_CARD } from '../model-cards.ts';
import { huggingFaceOf, importModelCard } from './model-cards.ts';

const configs = useConfigs();

const PUT = `mutation ($modelId: ID!, $card: ModelCardInput!, $at: DateTime) {
  putModelCard(modelId: $modelId, card: $card, expectedUpdatedAt: $at) {
    __typename
    ... on ModelCardSuccess { card { license languages markdown evaluations { value taskName } updatedAt updatedBy } }
    ... on Conflict { reason message }
    ... on InvalidInput { issues { path message } }
  }
}`;
const put = async (modelId: string, card: object, at?: string) =>
  (await configs.ask(PUT, { modelId, card, at })).data.putModelCard;

const PATCH = `mutation ($modelId: ID!, $patch: JSONObject!, $at: DateTime) {
  patchModelMetadata(modelId: $modelId, patch: $patch, expectedUpdatedAt: $at) {
    __typename
    ... on ModelMetadataSuccess { metadata updatedAt }
    ... on Conflict { reason message }
    ... on InvalidInput { issues { path message } }
  }
}`;
const patch = async (modelId: string, patch: object, at?: string) =>
  (await configs.ask(PATCH, { modelId, patch, at })).data.patchModelMetadata;

const modelsWith = (ids: string[], selection: string) =>
  configs.ask(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on Model { ${selection} } } }`, {
    of: ids.map((id) => ({ __typename: 'Model', id })),
  });

const eventsOf = async (targetId: string) =>
  (await findAuditEvents(configs.db, 1_000))
    .filter((event) => event.targetId === targetId)
    .map(({ action, targetType, actor }) => ({ action, targetType, actor }));

const evaluation = {
  taskType: 'tabular-classification',
  datasetType: 'iris',
  datasetName: 'Iris',
  metricType: 'accuracy',
  value: 0.97,
};

describe('putModelCard', () => {
  it('replaces the whole card, and an equal one changes nothing', async () => {
    const first = await put('a', { license: 'mit', languages: ['en'], markdown: '# A', evaluations: [evaluation] });
    expect(first.card).toMatchObject({
      license: 'mit',
      languages: ['en'],
      markdown: '# A',
      evaluations: [{ value: 0.97, taskName: null }],
      updatedBy: 'tester',
    });
    const second = await put('a', { license: 'apache-2.0' });
    expect(second.card).toMatchObject({ license: 'apache-2.0', languages: [], markdown: null, evaluations: [] });
    expect(second.card.updatedAt > first.card.updatedAt).toBe(true);
    expect(await put('a', { license: 'apache-2.0', tags: [] })).toEqual(second);
    const event = { action: 'putModelCard', targetType: 'ModelCard', actor: 'tester' };
    expect(await eventsOf('a')).toEqual([event, event]);
  });

  it('is a Conflict where the card was changed since it was read', async () => {
    const stale = { __typename: 'Conflict', reason: 'STALE' };
    expect(await put('b', { license: 'mit' }, '2025-01-01T00:00:00.000Z')).toMatchObject(stale);
    const { card } = await put('b', { license: 'mit' });
    const answers = await Promise.all(['x', 'y'].map((license) => put('b', { license }, card.updatedAt)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['Conflict', 'ModelCardSuccess']);
    expect(await put('b', { license: 'z' }, card.updatedAt)).toMatchObject(stale);
  });

  it('refuses with the path what is no card', async () => {
    const refused = async (modelId: string, card: object) => (await put(modelId, card)).issues;
    expect(await refused('No slug', {})).toMatchObject([{ path: ['modelId'] }]);
    expect(await refused('c', { license: 'a\0' })).toMatchObject([{ path: ['card', 'license'] }]);
    expect(await refused('c', { tags: Array(1_001).fill('a') })).toMatchObject([{ path: ['card', 'tags'] }]);
    expect(await refused('c', { markdown: 'ü'.repeat(600_000) })).toMatchObject([
      { path: ['card', 'markdown'], message: expect.stringContaining('1,000,000 bytes') },
    ]);
    expect((await modelsWith(['c'], 'card { license }')).data._entities).toEqual([{ card: null }]);
  });
});

describe('patchModelMetadata', () => {
  it('merges, and null removes', async () => {
    const metadata = { owner: { team: 'a', since: '2024-01-31' }, list: [1, null, {}], 'a.b': 'ü' };
    expect((await patch('m', metadata)).metadata).toEqual(metadata);
    const { updatedAt, ...answer } = await patch('m', { owner: { team: null }, list: null });
    expect(answer).toMatchObject({ metadata: { owner: { since: '2024-01-31' }, 'a.b': 'ü' } });
    expect(await patch('m', {}, updatedAt)).toMatchObject({ updatedAt });
    expect(await patch('m', { x: 1 }, '2025-01-01T00:00:00.000Z')).toMatchObject({ reason: 'STALE' });
    const { data } = await modelsWith(['m', 'n'], 'metadata');
    expect(data._entities).toEqual([{ metadata: { owner: { since: '2024-01-31' }, 'a.b': 'ü' } }, { metadata: null }]);
    expect(await eventsOf('m')).toHaveLength(2);
  });

  it('refuses with the path what no document may have', async () => {
    expect((await patch('m', { a: { $where: '1' } })).issues).toMatchObject([{ path: ['patch', 'a', '$where'] }]);
    expect((await patch('m', JSON.parse('{"__proto__": 1}'))).issues).toMatchObject([{ path: ['patch', '__proto__'] }]);
    const large = 'a'.repeat(600_000);
    await patch('large', { a: large });
    expect((await patch('large', { b: large })).issues).toMatchObject([{ path: ['patch'] }]);
  });
});

describe('cards and metadata of many models', () => {
  it('are read with one command each, and texts only where they are selected', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `many-${index}`);
    for (const id of ids.slice(0, 3)) await put(id, { license: id, markdown: 'text' });
    configs.commands.length = 0;
    configs.projections.length = 0;
    const { data } = await modelsWith(ids, 'card { license } metadata');
    expect(data._entities.slice(0, 4)).toEqual([
      ...ids.slice(0, 3).map((license) => ({ card: { license }, metadata: null })),
      { card: null, metadata: null },
    ]);
    expect(configs.commands.map(({ name }) => name)).toEqual(['find', 'find']);
    expect(JSON.stringify(configs.projections)).not.toContain('markdown');
  });
});

describe('a README', () => {
  /** In the form of real ones, with what people write into them. */
  const FILE = `---
language: en
license: mit
library_name: transformers
pipeline_tag: text-classification
base_model: distilbert-base-uncased
tags: [sentiment, generated_from_trainer]
datasets:
- imdb
- custom/reviews-2024
metrics: [accuracy, f1]
thumbnail: "https://example.com/thumbnail.png"
co2_eq_emissions:
  emissions: 149.2
  source: "the meter of the rack"
  training_type: fine-tuning
  hardware_used: 8 A100 GPUs
widget:
- text: >-
    I waited an hour,
    and it was worth it.
  example_title: Été, "gut"
model-index:
- name: the-model
  results:
  - task: {type: text-classification, name: Text Classification}
    dataset: {type: imdb, name: IMDb, config: plain_text, split: test, revision: 9c6ede8}
    metrics:
    - {type: accuracy, value: 0.9312, name: Accuracy, verified: true, verifyToken: eyJhbGciOiJFZERTQSJ9}
    - {type: f1, value: 0.93, name: F1}
    - {type: loss, value: "not measured", name: Loss}
    source: {name: Our own run, url: "https://example.com/runs/7"}
custom: {a.b: [1, null, {}], released: 2024-01-31}
---
# The model

<p align="center"><img src="x.png"/></p>

| Split | Accuracy |
|:------|---------:|
| test  |   0.9312 |

\`\`\`python
pipe = pipeline("text-classification")  # ---
\`\`\`

## Limitations

It knows **no irony**.  \n\t
Ünïcode: 漢字 🙂
`;
  const context = () => ({
    db: configs.db,
    caller: { subject: 'importer', scopes: [] },
    locks: createLocks(),
    signal: new AbortController().signal,
  });
  const imported = (file: string) => importModelCard(context(), { modelId: 'readme', ...readReadme(file, 'readme') });
  const exported = async () => {
    const [card] = await findModelCards(configs.db, ['readme'], WHOLE_CARD);
    const [metadata] = await findMetadata(configs.db, ['readme']);
    return writeReadme(card ?? {}, huggingFaceOf(metadata), 'readme');
  };

  it('goes in, is changed through the graph, and comes out with that change alone', async () => {
    await patch('readme', { mine: 1 });
    expect(await imported(FILE)).toMatchObject({ value: { license: 'mit', updatedBy: 'importer' } });
    const before = readFrontMatter(FILE);
    expect(readFrontMatter(await exported())).toEqual(before);
    const all = `summary markdown license libraryName pipelineTag languages tags baseModels datasets metrics intendedUse
      limitations evaluations { taskType taskName datasetType datasetName metricType metricName value }`;
    const { data } = await modelsWith(['readme'], `metadata card { ${all} }`);
    const [{ card, metadata }] = data._entities;
    expect(metadata).toMatchObject({ mine: 1, huggingFace: { language: 'en' } });
    await put('readme', { ...card, license: 'apache-2.0' });
    const after = readFrontMatter(await exported());
    expect(after).toEqual({ data: { ...before.data, license: 'apache-2.0' }, body: before.body });
    expect((await eventsOf('readme')).map(({ action, targetType }) => [action, targetType])).toEqual([
      ['patchModelMetadata', 'ModelMetadata'],
      ['importModelCard', 'ModelMetadata'],
      ['importModelCard', 'ModelCard'],
      ['putModelCard', 'ModelCard'],
    ]);
  });

  it('that goes in again leaves what it does not say, and takes away what it says no more', async () => {
    await put('readme', { summary: 'What it is.', license: 'x' });
    await imported('---\nlicense: mit\n---\n# Text\n');
    const { data } = await modelsWith(['readme'], 'card { summary license } metadata');
    expect(data._entities).toEqual([{ card: { summary: 'What it is.', license: 'mit' }, metadata: { mine: 1 } }]);
    expect(await exported()).toBe('---\nlicense: mit\n---\n# Text\n\n## Summary\n\nWhat it is.\n');
  });

  it('with what no document holds changes nothing', async () => {
    const before = await exported();
    expect(await imported('---\na: .nan\nb: {$c: 1}\n---\nother')).toMatchObject({
      failure: { issues: [{ path: ['huggingFace', 'a'] }, { path: ['huggingFace', 'b', '$c'] }] },
    });
    expect(await exported()).toBe(before);
  });
});
