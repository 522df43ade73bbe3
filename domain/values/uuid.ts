const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The form of every id. */
export const isUuid = (id: unknown): id is string => typeof id === 'string' && uuid.test(id);
