import { toBson } from '@tributary/common/bson';

export { toBson };

/** A whole document for the driver, which wants an object. */
export const toBsonDocument = <Stored extends object>(document: Stored): Stored =>
  Object.assign(
    {},
    document,
    Object.fromEntries(Object.entries(document).map(([name, value]) => [name, toBson(value)])),
  );
