/** Who works on the platform: the subject that a caller has, and the name. */
export const people = {
  'amara.okafor': 'Amara Okafor',
  'lukas.brandt': 'Lukas Brandt',
  'meiling.chen': 'Mei-Ling Chen',
  'priya.raman': 'Priya Raman',
  'diego.herrera': 'Diego Herrera',
  'sofia.lindqvist': 'Sofia Lindqvist',
  'yusuf.demir': 'Yusuf Demir',
  'hannah.weiss': 'Hannah Weiss',
  'tomasz.nowak': 'Tomasz Nowak',
} as const;

export type Person = keyof typeof people;

/** They approve and deploy; they train nothing themselves, so that nobody reviews their own work. */
export const reviewers = ['hannah.weiss', 'tomasz.nowak'] as const satisfies readonly Person[];
