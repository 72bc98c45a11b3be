// The border between the page and C++: what each side may call of the other.

/**
 * Functions of wasm/exports.cpp, besides what Emscripten gives. Texts are made well-formed on their way in
 * (web/instantiate.js); JSON is written by web/strings.js, since half a character pair hides in an escape there.
 */
export interface Module {
  /** Starts the application; `config` is JSON (see web/main.js). */
  boot(config: string): void;
  /** Memory that C++ takes over with the call it is passed to. */
  alloc(bytes: number): number;
  /** The one answer to a request of Host.call; `code` is 'ok' or an error code, then `json` is {message}. */
  complete(request: number, code: string, json: string, address: number, bytes: number): void;
  /** Something that happens before the answer. */
  event(request: number, kind: string, json: string, address: number, bytes: number): void;
  /** The user dropped, picked or pasted a file; the host keeps it under `token`. */
  fileArrived(token: number, name: string): void;
  /** A call of window.labelscape; answered by the host's 'script.reply'. */
  script(call: number, method: string, json: string): void;
  /** Work between frames that the browser withholds; true while there is more. */
  tick(): boolean;
  /** Hands all that is not saved over to storage; false when some of the project is not durable yet. */
  flush(): boolean;
  /** For tests and the accessibility mirror: 'items', 'activate <name>', 'focus <name>', 'frames'. */
  probe(query: string): string;
  /** An event of web/host/input.js, `kind` one of web/host/input_kinds.js; `state` as wasm/platform_web.cpp handed it out. */
  input(state: number, kind: number, x: number, y: number, a: number, b: number, text: string): void;
  wasmMemory: WebAssembly.Memory;
}

export interface Answer {
  json?: unknown;
  bytes?: Uint8Array;
}

/** A project in the listing. */
interface Listed {
  id: string;
  name: string;
  documents: number;
  labeled: number;
  changedMs: number;
  /** When it went to the trash; absent or 0: it is not there. */
  deletedMs?: number;
}
/** Parts of the bytes that come along, one after the other. */
type Parts = { name: string; size: number }[];

/** The methods of Host.call and their arguments; those of embedding are EmbedderCalls. */
export interface HostCalls {
  'storage.list': {};
  /** Events: section, record. */
  'storage.open': { id: string; takeOver: boolean };
  'storage.watch': { id: string };
  'storage.close': { id: string };
  'storage.append': { info: Listed; sequence: number };
  'storage.stage': { id: string; name: string };
  'storage.commit': { info: Listed; obsolete: string[]; journalFrom: number; create: boolean };
  'storage.setDeleted': { id: string; deletedMs: number };
  'storage.remove': { id: string };
  'files.pick': {};
  /** Events: progress. */
  'files.open': { token: number; options: import('./worker/files_protocol.js').OpenOptions };
  /** Events: batch, restart, progress. */
  'files.read': { token: number; options: import('./worker/files_protocol.js').OpenOptions; textColumns: string[]; vectorColumn: string };
  'files.cancel': {};
  'files.unzip': { token: number };
  'files.zip': { entries: Parts };
  'files.parquet': { blocks: Parts };
  'files.download': { name: string; mime: string };
  'files.arriveText': { name: string };
  'files.arriveUrl': { url: string };
  'script.reply': { head: { call: number; ok: boolean }; answer: any };
}

/** What C++ asks, as one of HostCalls. */
export type HostQuestion = {
  [Name in keyof HostCalls]: [method: Name, args: HostCalls[Name], bytes: Uint8Array, emit: Emit];
}[keyof HostCalls];

export type Emit = (kind: string, value: unknown, bytes?: Uint8Array) => void;

// Embedding models. JSON, but for the blobs that JS keeps to itself.

export type ModelSource = 'builtin' | 'catalogue' | 'hub' | 'url' | 'folder' | 'files' | 'remote';

export interface ModelPart {
  path: string;
  url?: string;
  /** Never in JSON for C++. */
  blob?: Blob;
  bytes?: number;
  sha256?: string;
}

/** One model in one number format. */
export interface ModelDescription {
  /** Such as 'Xenova/all-MiniLM-L6-v2:int8'; what the calls below take. */
  id: string;
  title: string;
  source: ModelSource;
  /** The only one that a download contacts; null: none. */
  origin: string | null;
  repository: string;
  revision: string;
  license: string;
  languages: string[];
  note: string;
  /** fp32, fp16, int8, uint8, q4, … */
  dtype: string;
  /** null: known once it is loaded. */
  dimension: number | null;
  maxTokens: number;
  /** Name of the graph's output; null: found by its shape. */
  output: string | null;
  pooling: 'mean' | 'cls' | 'last' | 'ready' | 'auto';
  normalize: boolean;
  /** It only looks up tables: quick on any machine. */
  table: boolean;
  prefixes: { document: string; query: string };
  longTexts: 'cut' | 'average';
  /** Where the files do not say it all. */
  approximateBytes?: number;
  files: { model: ModelPart; tokenizer: ModelPart; data: ModelPart[] };
}

/** As measured on this machine. */
export interface ModelSpeed {
  provider: 'wasm' | 'webgpu';
  textsPerSecond: number;
  /** Each way that was tried; `refused` says why it is not taken. */
  trials: { provider: 'wasm' | 'webgpu'; textsPerSecond: number; difference: number; refused: string | null }[];
  /** Milliseconds since 1970. */
  measured: number;
}

export interface ModelInfo extends Omit<ModelDescription, 'files'> {
  files: Omit<ModelPart, 'blob'>[];
  /**
   * ready: can be used now, without a network. open: the user's files, until the page is closed; download keeps a
   * copy. partial: a download broke off. absent: nothing of it is here.
   */
  state: 'ready' | 'open' | 'partial' | 'absent';
  /** Of all files; null: not known of every one. */
  bytes: number | null;
  /** Kept in this browser. */
  storedBytes: number;
  speed: ModelSpeed | null;
}

/** What the user may change of a model; vectors made with other settings have another id. */
export interface ModelSettings {
  pooling?: ModelDescription['pooling'];
  normalize?: boolean;
  /** At most the model's own. */
  maxTokens?: number;
  prefixes?: { document?: string; query?: string };
  longTexts?: 'cut' | 'average';
}

/** An OpenAI-compatible endpoint for embeddings. */
export interface RemoteModel {
  /** Such as http://localhost:11434/v1; /embeddings is put after it. */
  base: string;
  model: string;
  /** Kept in memory only. */
  key?: string;
  /** Asked of models that can shorten their vectors. */
  dimensions?: number;
  prefixes?: { document?: string; query?: string };
  /** Longer texts are cut and counted. */
  maxCharacters?: number;
  /** In one request. */
  batchTexts?: number;
  timeoutMs?: number;
  /** For the estimate. */
  pricePerMillion?: number;
}

/** What would leave this machine. */
export interface RemoteEstimate {
  /** Names the vectors. */
  id: string;
  origin: string;
  /** Or it stays on this machine. */
  encrypted: boolean;
  texts: number;
  requests: number;
  characters: number;
  /** About. */
  tokens: number;
  /** In the currency of pricePerMillion; null: it was not given. */
  price: number | null;
  truncated: number;
  blank: number;
}

/** Where a call is answered while it still runs, by `event`; 'progress' counts bytes, texts or thousandths. */
export interface Progress {
  done: number;
  /** null: not known. */
  total: number | null;
  /** Of a download: the file that is on its way. */
  path?: string;
}

export interface CurrentModel {
  /** Names the vectors: of model and settings. */
  id: string;
  title: string;
  source: ModelSource;
  dimension: number | null;
}

/**
 * The methods 'embedder.<name>' of Host.call: arguments -> answer. Texts cross as bytes: u32 offsets (rows + 1), then
 * the UTF-8. Errors have the codes of the core. Nothing is asked of another host but by find, download, and, with an
 * endpoint chosen, load and embed.
 */
export interface EmbedderCalls {
  /** The chosen model; the built-in one at first. */
  model(args: {}): CurrentModel;
  /** Built-in, catalogue, looked up, kept. `current` is the id of the chosen one in this list. */
  models(args: {}): { models: ModelInfo[]; current: string };
  /** `text`: owner/model of the hub, a URL, or a path on this host such as assets/models/NAME. One answer a format. */
  find(args: { text: string }): { models: ModelInfo[] };
  /** Tokens of files that arrived: model.onnx, tokenizer.json, and what else lies beside them. */
  addFiles(args: { tokens: number[] }): { models: ModelInfo[] };
  /** Asks the user for those files. */
  pickFiles(args: {}): { models: ModelInfo[] };
  /** Events: progress in bytes. Goes on where it broke off. */
  download(args: { id: string }): ModelInfo;
  /** The download rejects with cancelled; what arrived is kept. */
  stopDownload(args: { id: string }): void;
  /** Forgets its files; the built-in model is chosen instead if it was the chosen one. */
  remove(args: { id: string }): void;
  /**
   * Open requests of the model before reject with cancelled. Nothing given: the built-in model. Rejects with
   * not_found while the model is not on this machine.
   */
  choose(args: { id?: string; settings?: ModelSettings; remote?: RemoteModel }): CurrentModel;
  /** Starts the model; embed does so by itself. Of an endpoint: sends one word and tells the dimension. */
  load(args: {}): { dimension: number; provider: 'wasm' | 'webgpu' | 'remote'; milliseconds: number; trials: ModelSpeed['trials'] };
  /**
   * Ten seconds if left out; the chosen model, or another one that is on this machine. Events: progress in thousandths.
   * The faster way is kept and used from now on.
   */
  measure(args: { id?: string; milliseconds?: number }): ModelSpeed;
  /** Bytes: texts. Of `remote`, or of the chosen model; null: that is on this machine. */
  estimate(args: { rows: number; remote?: RemoteModel }): RemoteEstimate | null;
  /** Bytes: texts. Bytes of the answer: float32, rows x columns. Events with progress: true: progress in texts. */
  embed(args: { rows: number; kind?: 'document' | 'query'; progress?: boolean }): {
    rows: number; columns: number; truncated: number; blank: number; averaged: number;
  };
  /** Ends embed, measure, find and load of an endpoint: they reject with cancelled. */
  cancel(args: {}): void;
}
