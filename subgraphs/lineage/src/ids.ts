/** Whether a text can be a UUID: what cannot is nobody's id, and PostgreSQL would refuse the statement. */
export const isUuid = (id: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);

/** A UUID as the store writes it; null for what cannot be one. */
export const toUuid = (id: string) => (isUuid(id) ? id.toLowerCase() : null);

/** Whether the store can hold a text at all: what cannot be there is found nowhere, and asking for it would fail. */
export const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();
