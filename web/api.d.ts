// window.labelscape: the same actions as the UI, as promises. A promise rejects with an Error whose `code` is one of
// 'bad_argument', 'not_found', 'conflict', 'bad_file', 'too_large', 'storage', 'storage_full', 'embedder', 'cancelled',
// 'unsupported_version', 'internal'.

export interface ProjectInfo {
  id: string;
  name: string;
  documents: number;
  labeled: number;
  /** Milliseconds since 1970. */
  changed: number;
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
}

export interface ImportResult {
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
  provenance: { source: 'human' | 'bulk' | 'import' | 'suggestion'; documents: number; at: string; action: string } | null;
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
  regex?: string;
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
    create(name: string, options?: LeaveOptions): Promise<string>;
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
  layout(options?: {
    neighbors?: number; minDist?: number; epochs?: number; seed?: number; labelWeight?: number;
  }): Promise<{ ms: number }>;
  topics(options?: { minSize?: number; granularity?: number }): Promise<Topic[]>;
  documents(query?: { filter?: Filter; offset?: number; limit?: number }): Promise<Doc[]>;
  vectors(ids?: string[]): Promise<{ rows: number; columns: number; data: Float32Array }>;
  labels: {
    list(): Promise<Label[]>;
    add(label: { name: string; color?: string; key?: string; description?: string; keywords?: string[] }): Promise<Label>;
    rename(from: string, to: string): Promise<void>;
    remove(name: string): Promise<void>;
  };
  assign(
    ids: string[], labels: string | string[] | null, options?: { mode?: 'set' | 'add' | 'remove' },
  ): Promise<{ changed: number }>;
  alike(
    id: string, options?: { threshold?: number; limit?: number; unlabeledOnly?: boolean },
  ): Promise<{ id: string; similarity: number }[]>;
  search(
    query: string, options?: { mode?: 'text' | 'semantic'; limit?: number },
  ): Promise<{ id: string; score: number }[]>;
  select(ids: string[]): Promise<void>;
  selection(): Promise<string[]>;
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
  history(): Promise<{ title: string; at: string; undone: boolean }[]>;
  export(format: 'csv' | 'jsonl' | 'parquet' | 'project', options?: { filter?: Filter }): Promise<Blob>;
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
