/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  globalSetup: './tests/setup/global-setup.ts',
  globalTeardown: './tests/setup/global-teardown.ts',
  // The stores are shared, and so are the cores with them: more would wait for each other.
  maxWorkers: 2,
  // Only a test that hangs gets here, however busy the machine is: no test has a limit of its own.
  testTimeout: 600_000,
  // On a busy machine ending takes longer than the second after which Jest takes something for left open.
  openHandlesTimeout: 10_000,
};
