// window.labelscape: the same actions as the UI, as promises. A promise rejects with an Error whose `code` is one of
// 'bad_argument', 'not_found', 'conflict', 'bad_file', 'too_large', 'storage', 'storage_full', 'embedder', 'cancelled',
// 'unsupported_version', 'internal'. Arguments are checked before anything happens: what does not fit, or is not known,
// is refused with its name and what it may be, and nothing is changed.

/** Whether the browser has stored what was done; false: that failed, state().saved tells when it is made good. */
export interface Saved {
  durable: boolean;
}

export interface ProjectInfo {
  id: string;
  name: string;
  documents: number;
  labeled: number;
  /** Milliseconds since 1970. */
  changed: number;
}

/** How a table is read; what is left out is found out, what the file's format does not have is ignored. */
export interface ReadOptions {
  /** Any label that TextDecoder knows. */
  encoding?: string;
  /** One character. */
  delimiter?: string;
  /** '': nothing is quoted. */
  quote?: '"' | "'" | '';
  /** The first row holds the names. */
  header?: boolean;
  /** Before the first row. */
  skipLines?: number;
  decimal?: '.' | ',';
  dateOrder?: 'ymd' | 'dmy' | 'mdy';
  /** Cells that count as missing, beside empty ones. */
  missing?: string[];
}

export interface ImportPlan {
  text?: string;
  label?: string;
  id?: string;
  split?: string;
  /**
   * Column with vectors of your own: arrays of numbers of one length, or a NumPy array. They take the place of a model.
   * With text '' they go to documents of the project, by id, or by row when there is one for each document.
   */
  vectors?: string;
  /** Between the labels of one cell; '' for one label a cell, '[]' for JSON arrays. */
  labelSeparator?: string;
  duplicates?: 'keep' | 'collapse';
  /** What becomes of a row whose id the project has with another text; 'rename' (left out) keeps both. */
  clashes?: 'rename' | 'replace' | 'skip';
  /** Labels that look alike become one, the most frequent of them. */
  mergeAlike?: boolean;
  /** Into the open project (left out), or into a new one. */
  target?: 'add' | 'new';
  read?: ReadOptions;
}

/** Answered once the rows are stored. */
export interface ImportResult extends Saved {
  rows: number;
  added: number;
  /** Rows whose id the project already had. */
  matched: number;
  duplicates: number;
  empty: number;
  skipped: { row: number; reason: string }[];
  skippedCount: number;
  notices: string[];
}

export interface Topic {
  id: number;
  name: string;
  terms: string[];
  size: number;
  labeled: number;
  /** Share of the most frequent label among the labeled documents, 0..1. */
  purity: number;
}

export interface Label {
  name: string;
  /** '#rrggbb' */
  color: string;
  key: string;
  description: string;
  keywords: string[];
  count: number;
}

export interface Doc {
  id: string;
  text: string;
  labels: string[];
  /** -1: outlier; null: no microtopics yet, or no vector. */
  topic: number | null;
  /** There is nothing to compare: the text is empty, the model knows no word of it, or it is not embedded yet. */
  noVector: boolean;
  x: number | null;
  y: number | null;
  meta: Record<string, unknown>;
  suggestion: { label: string; confidence: number } | null;
  /** The likeliest labels by those of similar documents, three at most; its own do not count. `chance` 0..1. */
  neighborsSay: { label: string; chance: number }[];
  /** `at` null: no time that a Date can hold. */
  provenance: {
    source: 'human' | 'bulk' | 'import' | 'suggestion'; documents: number; at: string | null; action: string;
  } | null;
  mark: '' | 'unsure' | 'skipped';
  copies: number;
}

/** All conditions given must hold. */
export interface Filter {
  label?: string;
  topic?: number;
  /** The text is empty, or the model knows no word of it. */
  noMeaning?: boolean;
  unlabeled?: boolean;
  labeled?: boolean;
  unsure?: boolean;
  skipped?: boolean;
  text?: string;
  /** Rejected when it is no regular expression. */
  regex?: string;
  /** Rejected when there is no such column, or bounds are asked of one without numbers. */
  column?: { name: string; value?: string | number | boolean; min?: number; max?: number };
  ids?: string[];
}

export interface Job {
  key: string;
  title: string;
  stage: string;
  done: number;
  total: number;
}

export interface State {
  project: { id: string; name: string } | null;
  counts: {
    documents: number; visible: number; labeled: number; selected: number; labels: number; embedded: number; topics: number;
  };
  jobs: Job[];
  /** Nothing runs and nothing waits to be saved. */
  idle: boolean;
  saved: boolean;
  alike: { ready: boolean; above: number } | null;
  import: number | null;
}

/** The open project is closed first. */
export interface LeaveOptions {
  /** Also when not all of it can be saved; otherwise the call is refused then, and it stays open. */
  discard?: boolean;
}

export interface Labelscape {
  version: string;
  ready: Promise<void>;
  projects: {
    list(): Promise<ProjectInfo[]>;
    /** Gives its id. */
    create(name?: string, options?: LeaveOptions): Promise<string>;
    open(id: string, options?: LeaveOptions): Promise<void>;
    close(options?: LeaveOptions): Promise<void>;
    /** To the trash, where it is kept for 30 days or until room is needed. */
    remove(id: string, options?: LeaveOptions): Promise<void>;
    /** What is in the trash; times in milliseconds since 1970. */
    trash(): Promise<(ProjectInfo & { deleted: number; keptUntil: number })[]>;
    restore(id: string): Promise<void>;
    /** For good. */
    erase(id: string): Promise<void>;
    save(): Promise<Blob>;
    load(file: Blob, options?: LeaveOptions): Promise<string>;
  };
  import(source: File | Blob | URL | { name: string; text: string }, plan?: ImportPlan): Promise<ImportResult>;
  /**
   * Gives every document that has none a vector. `model`: id in the model panel, such as
   * 'Xenova/all-MiniLM-L6-v2:int8', of a model that is on this machine: embeds all documents with it and makes map and
   * microtopics anew; until that is done the vectors before stay in use. `model` of the answer names the vectors.
   */
  embed(options?: { model?: string }): Promise<{ count: number; dimension: number; model: string; ms: number }>;
  /** neighbors 2..21, minDist and labelWeight 0..1, epochs 0..10000 (0: by the number of documents). */
  layout(options?: {
    neighbors?: number; minDist?: number; epochs?: number; seed?: number; labelWeight?: number;
  }): Promise<{ ms: number }>;
  /** minSize from 2, granularity 0..1. */
  topics(options?: { minSize?: number; granularity?: number }): Promise<Topic[]>;
  documents(query?: { filter?: Filter; offset?: number; limit?: number }): Promise<Doc[]>;
  vectors(ids?: string[]): Promise<{ rows: number; columns: number; data: Float32Array }>;
  labels: {
    list(): Promise<Label[]>;
    /** A name has no spaces around it, and 500 bytes at most. */
    add(label: {
      name: string; color?: string; key?: string; description?: string; keywords?: string[];
    }): Promise<Label & Saved>;
    rename(from: string, to: string): Promise<Saved>;
    remove(name: string): Promise<Saved>;
    /** One label a document, or several. */
    mode(): Promise<'single' | 'multi'>;
    /**
     * To 'single' each document keeps its first label. Rejected with the number of documents that have several unless
     * `force`; `narrowed` is that number.
     */
    setMode(mode: 'single' | 'multi', options?: { force?: boolean }): Promise<{ narrowed: number } & Saved>;
  };
  /** Labels that are not there yet are added, unless they are to be removed; null or [] clears. All or nothing. */
  /** How what an actor says, its likeliest label, agrees with the labels. `kappa`: Cohen's, null without a spread of labels. */
  compare(actor: 'neighbors'): Promise<{
    /** of which both say something */
    documents: number;
    agreement: number;
    kappa: number | null;
    labels: { label: string; both: number; onlyActor: number; onlyLabels: number; f1: number }[];
  }>;
  assign(
    ids: string[], labels: string | string[] | null, options?: { mode?: 'set' | 'add' | 'remove' },
  ): Promise<{ changed: number } & Saved>;
  alike(
    id: string, options?: { threshold?: number; limit?: number; unlabeledOnly?: boolean },
  ): Promise<{ id: string; similarity: number }[]>;
  search(
    query: string, options?: { mode?: 'text' | 'semantic'; limit?: number },
  ): Promise<{ id: string; score: number }[]>;
  select(ids: string[]): Promise<void>;
  selection(): Promise<string[]>;
  /** False: there was nothing to undo. */
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
  /** `at` null: no time that a Date can hold. */
  history(): Promise<{ title: string; at: string | null; undone: boolean }[]>;
  /** Tables: `columns` in this order (left out: all), one row for each collapsed copy, formulas in CSV as text. */
  export(format: 'csv' | 'jsonl' | 'parquet' | 'project', options?: {
    filter?: Filter; columns?: string[]; expandCopies?: boolean; escapeFormulas?: boolean;
  }): Promise<Blob>;
  state(): Promise<State>;
  on(event: 'job' | 'change' | 'error', listener: (detail: unknown) => void): () => void;
}

declare global {
  interface Window {
    labelscape: Labelscape;
    /** For tests: every widget of the last frame (src/ui/ui_probe.hpp), and 'frames'. */
    labelscapeProbe(query: string): string;
  }
}
