import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readFrontMatter } from './front-matter.ts';
import { readReadme, writeReadme } from './readme.ts';

/** Cards in the forms that real ones have: by the Trainer of transformers, by hand, by other libraries. */
const TRAINER = `---
license: apache-2.0
base_model: distilbert-base-uncased
tags:
- generated_from_trainer
datasets:
- conll2003
metrics:
- precision
- f1
model-index:
- name: distilbert-ner
  results:
  - task:
      name: Token Classification
      type: token-classification
    dataset:
      name: conll2003
      type: conll2003
      args: conll2003
    metrics:
    - name: Precision
      type: precision
      value: 0.9274238227146815
    - name: F1
      type: f1
      value: 0.9318637274549098
---

<!-- Written by the Trainer. -->

# distilbert-ner

## Intended uses & limitations

More information needed\t
`;

const BY_HAND = `---
language: en
license: [mit]
thumbnail: "https://example.com/a.png"
tags: [bert, 2024, no]
inference:
  parameters:
    no_repeat_ngram_size: 4,
    num_beams: 5
widget:
- text: >
    Two lines
    folded into one

    and a third.
  example_title: Été
- null
license_name: no
model_version: "2.10"
released: 2024-01-31
autonomous: false
nothing:
datasets: []
---
No heading, no newline at the end`;

const MIXED_RESULTS = `---
pipeline_tag: automatic-speech-recognition
language:
- pt
- pt-BR
model-index:
- name: asr-large
  results:
  - task: {type: asr, name: Speech recognition}
    dataset: {type: common_voice, name: Common Voice 8, config: pt, split: test, revision: 0123abc}
    metrics:
    - {type: wer, name: Test WER, value: 12.5, verified: true, verifyToken: xyz}
    - {type: wer, name: Test WER with a model, value: "10.1 ± 0.2"}
    - {type: cer, name: Test CER, value: 3}
  - dataset: {type: none, name: Without a task}
    metrics: [{type: wer, value: 1}]
    source: {name: Leaderboard, url: "https://example.com"}
- name: another
  results: []
---
# Title\r
\r
Lines that end as on Windows.\r
`;

const PLAIN = '# Without front matter\n\n---\n\nSummary\n-------\n';
const EMPTY = '---\n---\n---\nnot: front matter\n---\n';
const REAL = { TRAINER, BY_HAND, MIXED_RESULTS, PLAIN, EMPTY };

const inAndOut = (file: string, change: object = {}) => {
  const { card, huggingFace } = readReadme(file, 'the-model');
  return writeReadme({ ...card, ...change }, huggingFace, 'the-model');
};

describe.each(Object.entries(REAL))('the card %s', (_name, file) => {
  it('comes out as it went in: the front matter as it is parsed, the body to the byte', () => {
    const before = readFrontMatter(file);
    const after = readFrontMatter(inAndOut(file));
    expect(after.data).toEqual(before.data);
    expect(after.body).toBe(before.body);
  });

  it('keeps everything else when one field was changed', () => {
    const before = readFrontMatter(file);
    const after = readFrontMatter(inAndOut(file, { license: 'bsd-3-clause' }));
    expect(after.data).toEqual({ ...before.data, license: 'bsd-3-clause' });
    expect(after.body).toBe(before.body);
    const renamed = readFrontMatter(inAndOut(file, { tags: ['new'] }));
    expect(renamed).toEqual({ data: { ...before.data, tags: ['new'] }, body: before.body });
  });

  it('loses nothing on a second way', () => {
    const once = inAndOut(file);
    expect(inAndOut(once)).toBe(once);
  });
});

describe('a card', () => {
  it('has what it has fields for, and beside it only what those would not give back', () => {
    const { card, huggingFace } = readReadme(TRAINER, 'the-model');
    expect(card).toMatchObject({
      license: 'apache-2.0',
      baseModels: ['distilbert-base-uncased'],
      tags: ['generated_from_trainer'],
      languages: [],
      libraryName: null,
    });
    expect(card.evaluations?.map(({ metricName, value }) => [metricName, value])).toEqual([
      ['Precision', 0.9274238227146815],
      ['F1', 0.9318637274549098],
    ]);
    expect(Object.keys(huggingFace)).toEqual(['base_model', 'model-index']);
    expect(readReadme(BY_HAND, 'the-model').card).toMatchObject({
      languages: ['en'],
      license: 'mit',
      tags: ['bert', '2024', 'no'],
    });
  });

  it('keeps a form: what was one text is one while it is one', () => {
    expect(readFrontMatter(inAndOut(BY_HAND, { languages: ['de'] })).data.language).toBe('de');
    expect(readFrontMatter(inAndOut(BY_HAND, { languages: ['de', 'fr'] })).data.language).toEqual(['de', 'fr']);
    expect(readFrontMatter(inAndOut(BY_HAND, { languages: [] })).data).not.toHaveProperty('language');
  });

  it('has a changed result written where it stood, with what was said beside it', () => {
    const { card } = readReadme(MIXED_RESULTS, 'the-model');
    const [wer, cer] = card.evaluations ?? [];
    if (!wer || !cer) throw new Error('It has two results that are numbers.');
    const added = { ...wer, datasetType: 'fleurs', datasetName: 'FLEURS', metricName: null, value: 9 };
    const after = readFrontMatter(inAndOut(MIXED_RESULTS, { evaluations: [{ ...wer, value: 11 }, added] })).data;
    expect(after['model-index']).toEqual([
      {
        name: 'asr-large',
        results: [
          {
            task: { type: 'asr', name: 'Speech recognition' },
            dataset: { type: 'common_voice', name: 'Common Voice 8', config: 'pt', split: 'test', revision: '0123abc' },
            metrics: [
              { type: 'wer', name: 'Test WER', value: 11, verified: true, verifyToken: 'xyz' },
              { type: 'wer', name: 'Test WER with a model', value: '10.1 ± 0.2' },
            ],
          },
          {
            dataset: { type: 'none', name: 'Without a task' },
            metrics: [{ type: 'wer', value: 1 }],
            source: { name: 'Leaderboard', url: 'https://example.com' },
          },
          {
            task: { type: 'asr', name: 'Speech recognition' },
            dataset: { type: 'fleurs', name: 'FLEURS' },
            metrics: [{ type: 'wer', value: 9 }],
          },
        ],
      },
      { name: 'another', results: [] },
    ]);
  });

  it('without a file has its results under the name of the model', () => {
    const [evaluation] = readReadme(TRAINER, 'the-model').card.evaluations ?? [];
    const text = writeReadme({ evaluations: evaluation ? [evaluation] : [], license: 'mit' }, {}, 'the-model');
    expect(readFrontMatter(text)).toMatchObject({
      data: { license: 'mit', 'model-index': [{ name: 'the-model', results: [{ metrics: [{ name: 'Precision' }] }] }] },
      body: '',
    });
  });

  it('quotes what older YAML reads as something else', () => {
    const text = writeReadme({ languages: ['no', 'on', '1e3', '2024-01-31', '0o7', 'a: b', ''] }, {}, 'm');
    expect(parse(text.split('---\n')[1] ?? '', { version: '1.1' })).toEqual({
      language: ['no', 'on', '1e3', '2024-01-31', '0o7', 'a: b', ''],
    });
  });

  it('gets sections for what it says in fields, where their heading is missing', () => {
    const sections = { summary: 'What it is.', intendedUse: 'For whom.', limitations: 'Not for others.' };
    expect(writeReadme({ markdown: '# A\n', ...sections }, {}, 'm')).toBe(
      '# A\n\n## Summary\n\nWhat it is.\n\n## Intended use\n\nFor whom.\n\n## Limitations\n\nNot for others.\n',
    );
    // One heading for two of them; one that is underlined; one that is code.
    expect(readFrontMatter(inAndOut(TRAINER, sections)).body).toBe(
      `${readFrontMatter(TRAINER).body}\n## Summary\n\nWhat it is.\n`,
    );
    expect(inAndOut(PLAIN, { summary: 'What it is.' })).toBe(PLAIN);
    expect(writeReadme({ markdown: '```\n# Summary\n```', summary: 'S' }, {}, 'm')).toContain(
      '```\n\n## Summary\n\nS\n',
    );
  });
});

describe('front matter', () => {
  it.each([
    ['---\na: [\n---\n', /^The front matter must be YAML: /],
    ['---\na: 1\na: 2\n---\n', /^The front matter must be YAML: Map keys must be unique/],
    ['---\na: !!python/tuple [1]\n---\n', /^The front matter must be YAML: Unresolved tag/],
    ['---\n- a\n---\n', /^The front matter must be a mapping/],
  ])('that is no mapping is refused: %j', (file, problem) => {
    expect(() => readFrontMatter(file)).toThrow(problem);
  });

  it.each([
    ['\ufeff---\r\na: 1\r\n---\r\nb\r\n', { data: { a: 1 }, body: 'b\r\n' }],
    ['---\na: 1\n---', { data: { a: 1 }, body: '' }],
    ['---\na: 1\n', { data: {}, body: '---\na: 1\n' }],
    ['---\n---\n', { data: {}, body: '' }],
    ['', { data: {}, body: '' }],
  ])('is found between its lines: %j', (file, read) => {
    expect(readFrontMatter(file)).toEqual(read);
  });
});
