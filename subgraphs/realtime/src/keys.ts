import { crc32 } from 'node:zlib';

/** Every key of this service, by noun. What stands in braces decides a key's slot in a cluster. */
export interface Keys {
  /** Sorted set of the names of all boards that have members, each with score 0, so that it is ordered by code point. */
  readonly boardNames: string;
  board(name: string): BoardKeys;
  /** Where the first release kept boards, with other scores: the names of all, and a board's own. */
  readonly firstBoardNames: string;
  firstBoard(name: string): readonly string[];
  readonly features: FeatureKeys;
  /** When copies of a kind were last brought here, by the clock of their home. */
  syncClock(kind: 'board' | 'registry' | 'serving'): string;
  readonly serving: ServingKeys;
  /**
   * The hash tag, braces and all, of what a caller may change under such a name, and of the stream for the audit of it.
   * A script writes both, so they share a slot; and whoever empties the streams must know them all, so there are few.
   */
  auditedTag(name: string): string;
  /** Stream of changes on their way to the audit, of everything with this tag. */
  auditStream(tag: string): string;
  readonly auditStreams: readonly string[];
  /** What is counted and logged of a model's predictions. */
  predictions(modelId: string): PredictionKeys;
  /** What is kept of an entity's predictions. */
  entityPredictions(entity: string): EntityPredictionKeys;
  /** A number that rises when a model's cached predictions count no longer. */
  predictionGeneration(modelId: string): string;
  /** A caller's own window for predictions. */
  predictionLimit(subject: string): LimitKeys;
  /** Hash of every deployment that was asked for a prediction: its model. */
  readonly countedDeployments: string;
  /** What is published there says that a deployment was asked for a prediction. */
  deploymentChannel(deploymentId: string): string;
  /** @param slot that of the subject's sessions. */
  session(slot: number, digest: string): string;
  sessionsOf(subject: string): SubjectKeys;
  /** A caller's window of one length, in one slot. */
  rateLimit(subject: string, key: string, windowSeconds: number): LimitKeys;
  progress(runId: string): ProgressKeys;
}

/** The keys of one board, which lie in one slot. */
export interface BoardKeys {
  /** Hash of the board's own values: goal, goalRevision, synced, updatedAt. */
  readonly values: string;
  /** Sorted set of the board's models by score, as it is. */
  readonly scores: string;
  /** Hash of a synced board's models, and of those that have left it: the version that was written last. */
  readonly versions: string;
  /** What is published there says that the board has changed. */
  readonly channel: string;
}

/** What a subject's sessions share. */
export interface SubjectKeys {
  /** Where the sessions of this subject lie. */
  readonly slot: number;
  /** Sorted set of the digests of the subject's sessions, by the millisecond at which each ends. */
  readonly index: string;
  readonly audit: string;
}

export interface LimitKeys {
  /** List of what was consumed, oldest first, each as microseconds since 1970 and cost. */
  readonly log: string;
  /** The sum of the costs in the log. */
  readonly used: string;
}

export interface ProgressKeys {
  /** Hash of what was reported. */
  readonly values: string;
  /** Hash of the metrics that were reported. */
  readonly metrics: string;
  /** What is published there says that there is news of the run. */
  readonly channel: string;
}

/** What answers predictions: each model's state, and the files of its versions. */
export interface ServingKeys {
  /** Hash of a model's `version` and `snapshot`, in the model's slot, and `artifacts`: the digests that it needs. */
  snapshot(modelId: string): string;
  /** A model's id is published there when its snapshot has changed. */
  readonly changed: string;
  /** Sorted set of the models of which something is missing, by the millisecond at which it is looked for again. */
  readonly incomplete: string;
  /** Set of the models that have a snapshot. */
  readonly models: string;
  /** Set of the digests of the artifacts that lie here. */
  readonly artifacts: string;
  /** There for a while after unneeded artifacts were looked for. */
  readonly swept: string;
  /** The bytes of an ONNX file. */
  artifact(sha256: string): string;
  /** Bytes on their way, in the slot of what they become. */
  upload(sha256: string, id: string): string;
  /** What came of the trial of a deployment's artifact. */
  verdict(sha256: string, deploymentId: string): string;
  /** What is published there says that there is a new trial. */
  readonly trials: string;
  /** Hash of the trials that nobody has answered, by deployment. */
  readonly openTrials: string;
}

/** What is counted and logged of a model's predictions, in one slot. */
export interface PredictionKeys {
  /** Hash: epoch and since, drawn when the first was counted; closed, the minute before which nothing is counted any more; revision, how often something was folded, as of the totals; and of the log prolonged, the minute in which it was, sampledAt and trimmedTo. */
  readonly state: string;
  /** Hash of what is not folded yet: `minute version what deployment`. */
  readonly open: string;
  /** Hash of what was counted in all: `served`, `hits`, `version number`, and of each deployment `requests id` and so on. */
  readonly totals: string;
  /** Hash of what was served in each of the last minutes, hours and days, such as `HOUR 490000`, counted from 1970. */
  readonly series: string;
  /** Hash of a deployment's latencies in a minute: how many lie in each bucket. */
  latency(deploymentId: string, minute: number): string;
  /** Stream of the last answers. */
  readonly log: string;
  /** Hash of entities that were forgotten a moment ago, by their SHA-1: the generation that an answer must have to be logged. */
  readonly forgotten: string;
}

/** Answers about an entity that may be given again; in the slot of its features, so that they are read together. */
export interface EntityPredictionKeys {
  /** A number that rises when what was known of the entity counts no longer. */
  readonly generation: string;
  /** Sorted set of what answers about any entity of the slot are kept, as `answerOf`, by the millisecond until which. */
  readonly kept: string;
  /** What stands in an answer's key before and after what it is. */
  readonly around: readonly [begin: string, end: string];
  /** @param of as `answerOf`. */
  answer(of: string): string;
  /** Held while such an answer is computed from values of this digest. */
  lock(environment: string, modelId: string, version: number, digest: string): string;
}

/** The rows of a view that was created with a revision: those of before it was deleted are others. */
export interface CreatedView {
  readonly view: string;
  readonly firstRevision: number;
}

/**
 * What is stored of feature views. An entity's rows of all views, and what is counted with them, have one tag, so that
 * a script writes them together.
 */
export interface FeatureKeys {
  /** Hash of what is known of a view: version, definition, first, and former while rows of before are being removed. */
  registry(view: string): string;
  /** Sorted set of the names of the views that there are, each with score 0. */
  readonly registered: string;
  /** Set of the names of views of which rows of before are there. */
  readonly former: string;
  /** Every tag that rows have. */
  readonly tags: readonly string[];
  /** The tag of an entity's rows. */
  tag(entity: string): string;
  /** Hash of what is known of each view's rows with a tag: `view:version`, `view:first`, `view:newest`, `view:written`, `view:sample`. */
  state(tag: string): string;
  row(tag: string, view: CreatedView, entity: string): string;
  /** HyperLogLog of the entities that were written in a part of a time to live. */
  written(tag: string, view: CreatedView, part: string): string;
  /** Matches all keys that hold something of a view's rows, for SCAN. */
  pattern(view: string): string;
  /** Such a key without the prefix, as it is in the stores of any platform. */
  withoutPrefix(key: string): string;
  withPrefix(key: string): string;
  /** The first revision that such a key names. */
  firstRevisionOf(key: string, view: string): number;
}

/** @param prefix begins every key; without braces. */
export const createKeys = (prefix: string): Keys => ({
  auditedTag,
  auditStream: (tag) => `${prefix}audit:${tag}`,
  auditStreams: Array.from({ length: AUDITED_SLOTS }, (_, slot) => `${prefix}audit:${tagOfSlot(slot)}`),
  boardNames: `${prefix}leaderboards`,
  board: (name) => {
    const board = isOwnBoard(name)
      ? `${prefix}leaderboard:${auditedTag(name)}:${name}`
      : `${prefix}leaderboard:${tagOf(name)}`;
    return {
      values: `${board}:values`,
      scores: `${board}:scores`,
      versions: `${board}:versions`,
      channel: `${board}:changed`,
    };
  },
  firstBoardNames: `${prefix}{boards}:names`,
  firstBoard: (name) => [`${prefix}{boards}:board:${name}`, `${prefix}{boards}:scores:${name}`],
  features: createFeatureKeys(`${prefix}features:`),
  syncClock: (kind) => `${prefix}sync:clock:${kind}`,
  serving: createServingKeys(`${prefix}serving:`),
  predictions: (modelId) => {
    const model = `${prefix}predictions:${tagOf(modelId)}`;
    return {
      state: `${model}:state`,
      open: `${model}:open`,
      totals: `${model}:totals`,
      series: `${model}:series`,
      latency: (deploymentId, minute) => `${model}:latency:${deploymentId}:${minute}`,
      log: `${model}:log`,
      forgotten: `${model}:forgotten`,
    };
  },
  entityPredictions: (entity) => {
    const about = `${prefix}predictions:${auditedTag(entity)}`;
    const around = [`${about}:answer:`, `:${entity}`] as const;
    return {
      generation: `${about}:generation:${entity}`,
      kept: `${about}:kept`,
      around,
      answer: (of) => around.join(of),
      lock: (environment, modelId, version, digest) =>
        `${about}:lock:${environment}:${modelId}@${version}:${digest}:${entity}`,
    };
  },
  predictionGeneration: (modelId) => `${prefix}predictions:${tagOf(modelId)}:generation`,
  predictionLimit: (subject) => {
    const window = `${prefix}predictions:limit:${tagOf(subject)}`;
    return { log: `${window}:log`, used: `${window}:used` };
  },
  countedDeployments: `${prefix}predictions:deployments`,
  deploymentChannel: (deploymentId) => `${prefix}predictions:changed:${deploymentId}`,
  session: (slot, digest) => `${prefix}session:${tagOfSlot(slot)}:${digest}`,
  sessionsOf: (subject) => {
    const slot = auditedSlot(subject);
    const tag = tagOfSlot(slot);
    return { slot, index: `${prefix}sessions:${tag}:${subject}`, audit: `${prefix}audit:${tag}` };
  },
  rateLimit: (subject, key, windowSeconds) => {
    const window = `${prefix}limit:${tagOf(`${subject.length}:${subject}${key}`)}:${windowSeconds}`;
    return { log: `${window}:log`, used: `${window}:used` };
  },
  progress: (runId) => {
    const run = `${prefix}progress:${tagOf(runId)}`;
    return { values: `${run}:values`, metrics: `${run}:metrics`, channel: `${run}:changed` };
  },
});

/** What an answer is, whoever it is about. */
export const answerOf = (environment: string, modelId: string, version: number): string =>
  `${environment}:${modelId}@${version}`;

/** Callers' own boards; those of metrics never begin so. */
export const isOwnBoard = (name: string): boolean => name.startsWith('x_');

const createServingKeys = (prefix: string): ServingKeys => ({
  snapshot: (modelId) => `${prefix}snapshot:${tagOf(modelId)}`,
  changed: `${prefix}changed`,
  incomplete: `${prefix}incomplete`,
  models: `${prefix}models`,
  artifacts: `${prefix}artifacts`,
  swept: `${prefix}swept`,
  artifact: (sha256) => `${prefix}artifact:${tagOf(sha256)}`,
  upload: (sha256, id) => `${prefix}artifact:${tagOf(sha256)}:upload:${id}`,
  verdict: (sha256, deploymentId) => `${prefix}artifact:${tagOf(sha256)}:verdict:${deploymentId}`,
  trials: `${prefix}trials`,
  openTrials: `${prefix}trials:open`,
});

const createFeatureKeys = (prefix: string): FeatureKeys => {
  const rows = (tag: string, { view, firstRevision }: CreatedView) => `${prefix}${tag}:${view}@${firstRevision}`;
  return {
    registry: (view) => `${prefix}registry:${tagOf(view)}`,
    registered: `${prefix}registered`,
    former: `${prefix}former`,
    tags: Array.from({ length: AUDITED_SLOTS }, (_, slot) => tagOfSlot(slot)),
    tag: auditedTag,
    state: (tag) => `${prefix}${tag}`,
    row: (tag, view, entity) => `${rows(tag, view)}:${entity}`,
    written: (tag, view, part) => `${rows(tag, view)}/written:${part}`,
    pattern: (view) => `${prefix.replace(/[*?[\]\\]/g, '\\$&')}{*}:${view}@*`,
    withoutPrefix: (key) => key.slice(prefix.length),
    withPrefix: (key) => `${prefix}${key}`,
    firstRevisionOf: (key, view) => Number.parseInt(key.slice(key.indexOf(`}:${view}@`) + view.length + 3), 10),
  };
};

/** Enough to lie evenly in a cluster of several nodes, and few enough to look at all of them. */
const AUDITED_SLOTS = 64;

const tagOfSlot = (slot: number) => `{${slot}}`;
const auditedSlot = (name: string) => crc32(name) % AUDITED_SLOTS;
const auditedTag = (name: string) => tagOfSlot(auditedSlot(name));

/** A slot of its own. A brace of the name's would end the tag before its end. */
const tagOf = (name: string) =>
  `{${name.replace(/[%{}]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}}`;
