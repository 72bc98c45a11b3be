/** A module of its own, so that only who opens such a file loads its reader. */
export { readXlsx } from 'hucre/xlsx';
