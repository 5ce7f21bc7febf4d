export { readStores as testStores, type TestStores } from './config.ts';
