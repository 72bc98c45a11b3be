/** A module of its own, so that only who opens such a file loads its reader. */
export { readOds } from 'hucre/ods';
