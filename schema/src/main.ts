import { writeTypes } from './codegen.ts';
import { writeComposed } from './compose.ts';

await writeTypes();
await writeComposed();
