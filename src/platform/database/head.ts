/** The last migration this code was written for; the Worker has no folder to look into. */
export const migrationHead = '0031_deferred'
