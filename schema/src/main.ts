import { writeResolverTypes } from './codegen.ts';
import { writeComposed } from './compose.ts';

await writeResolverTypes();
await writeComposed();
