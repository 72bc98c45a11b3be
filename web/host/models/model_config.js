/**
 * Reads from a repository's own small files how its model wants to be used.
 */

/** @typedef {import('../../types.d.ts').ModelDescription} ModelDescription */
/** @typedef {import('../../worker/embed_protocol.js').Pooling} Pooling */

/** The files that are looked into, each where the repository has it. */
export const k_configFiles = {
  config: 'config.json',
  tokenizer: 'tokenizer_config.json',
  modules: 'modules.json',
  pooling: '1_Pooling/config.json',
  sentence: 'sentence_bert_config.json',
  prompts: 'config_sentence_transformers.json',
};

/** @typedef {Partial<Record<keyof typeof k_configFiles, any>>} Configs */

/** Where nothing else is said; attention over more tokens takes a great deal of memory. */
const k_maxTokens = 512;
const k_maxTokensLimit = 2048;

/**
 * What repositories with converted weights mostly leave out, by the name of the model. Prefixes are those the
 * authors advise for clustering and classification.
 */
const k_families = /** @type {{name: RegExp, pooling?: Pooling, prefixes?: {document: string, query: string}}[]} */ ([
  { name: /e5-(small|base|large)|e5_/i, pooling: 'mean', prefixes: { document: 'query: ', query: 'query: ' } },
  { name: /bge-m3/i, pooling: 'cls' },
  { name: /bge-.*en/i, pooling: 'cls',
    prefixes: { document: '', query: 'Represent this sentence for searching relevant passages: ' } },
  { name: /bge-/i, pooling: 'cls' },
  { name: /gte-(multilingual|modernbert|base-en|large-en)/i, pooling: 'cls' },
  { name: /snowflake-arctic|mxbai|jina-embeddings-v3.*cls/i, pooling: 'cls' },
  { name: /nomic-embed/i, pooling: 'mean', prefixes: { document: 'clustering: ', query: 'clustering: ' } },
  { name: /qwen3-embedding/i, pooling: 'last' },
  { name: /embeddinggemma/i, pooling: 'ready',
    prefixes: { document: 'task: clustering | query: ', query: 'task: clustering | query: ' } },
]);

/** @param {any} config of 1_Pooling @returns {Pooling | undefined} */
function poolingOf(config) {
  if (config?.pooling_mode_cls_token) return 'cls';
  if (config?.pooling_mode_lasttoken) return 'last';
  if (config?.pooling_mode_mean_tokens) return 'mean';
  return undefined;
}

/** @param {any} modules @param {string} type @returns {boolean | undefined} undefined: nothing is said */
const hasModule = (modules, type) =>
  Array.isArray(modules) ? modules.some((module) => String(module.type).endsWith(`.${type}`)) : undefined;

/** @param {Configs} configs */
function maxTokensOf({ config, tokenizer, sentence }) {
  if (Number.isInteger(sentence?.max_seq_length)) return sentence.max_seq_length;
  // RoBERTa and its like keep two places of the position table for themselves.
  const offset = /roberta|mpnet|camembert/.test(config?.model_type ?? '') ? 2 : 0;
  const limits = [tokenizer?.model_max_length, config?.max_position_embeddings - offset, config?.seq_length];
  const known = limits.filter((limit) => Number.isFinite(limit) && limit > 0 && limit < 1e6);
  return known.length > 0 ? Math.min(...known, k_maxTokensLimit) : k_maxTokens;
}

/** @param {any} prompts @param {string[]} names @returns {string | undefined} */
function promptOf(prompts, names) {
  const name = names.find((candidate) => typeof prompts?.prompts?.[candidate] === 'string');
  return name && prompts.prompts[name];
}

/**
 * @param {string} name of the model, as its repository is called
 * @param {Configs} configs
 * @returns {Pick<ModelDescription, 'dimension' | 'maxTokens' | 'pooling' | 'normalize' | 'prefixes' | 'table'>}
 */
export function readConfigs(name, configs) {
  const { config, modules, pooling, prompts } = configs;
  const named = `${name} ${config?._name_or_path ?? ''}`;
  const family = k_families.find((candidate) => candidate.name.test(named));
  const table = config?.model_type === 'model2vec' || hasModule(modules, 'StaticEmbedding') === true;
  // Layers after the pooling are not in the token vectors: only a graph that holds them all will do.
  const dense = hasModule(modules, 'Dense') === true;
  const known = poolingOf(pooling) ?? family?.pooling;
  const width = dense ? null : (pooling?.word_embedding_dimension ?? config?.hidden_size ?? config?.hidden_dim ?? null);
  return {
    dimension: Number.isInteger(width) ? width : null,
    maxTokens: maxTokensOf(configs),
    pooling: table || dense ? 'ready' : (known ?? 'auto'),
    // Everything here compares directions only.
    normalize: true,
    prefixes: {
      document: promptOf(prompts, ['document', 'passage', 'doc']) ?? family?.prefixes?.document ?? '',
      query: promptOf(prompts, ['query', 'search_query']) ?? family?.prefixes?.query ?? '',
    },
    table,
  };
}
