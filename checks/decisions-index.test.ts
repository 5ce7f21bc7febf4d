import { describe, expect, it } from '@jest/globals';
import { findIndexProblems } from './decisions-index.ts';

describe('the index of decisions', () => {
  const text = (index: string) => `# Decisions\n\n${index}\n\n## Tools\n\n### Which one?\n\nThis one.\n`;

  it('names every heading', () => {
    expect(findIndexProblems(text('- [Tools](#tools): [Which one](#which-one)'))).toEqual([]);
    expect(findIndexProblems(text('- [Tools](#tools)'))).toEqual(['docs/decisions.md: the index lacks #which-one']);
  });

  it('names nothing else', () => {
    const problems = findIndexProblems(text('- [Tools](#tools): [Which one](#which-one), [Gone](#gone)'));
    expect(problems).toEqual(['docs/decisions.md: the index has #gone, which is no heading']);
  });
});
