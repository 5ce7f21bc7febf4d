/** For whoever sits at the terminal: standard output, so that logs can go elsewhere. */
export const print = (line = '') => process.stdout.write(`${line}\n`);
