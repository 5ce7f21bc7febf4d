/** Whether a text can be a UUID: what cannot is nobody's id, and PostgreSQL would refuse the statement. */
export const isUuid = (id: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
