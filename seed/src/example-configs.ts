import type { NewModelConfig } from '@tributary/configs/model-configs';
import { after, DAY, YEAR_START } from './time.ts';

type Example = Omit<NewModelConfig, 'revision' | 'createdAt' | 'createdBy'>;

/**
 * Configurations of four frameworks as people write them, with nothing in common but a model id. Their models are not
 * registered yet: a configuration may come first.
 */
const examples: readonly Example[] = [
  {
    modelId: 'defect-cnn',
    framework: 'pytorch',
    architecture: {
      backbone: 'resnet50',
      pretrained: 'IMAGENET1K_V2',
      input: { channels: 3, height: 224, width: 224 },
      stages: [
        { conv: { filters: 64, kernel: [7, 7], stride: 2 }, pool: 'max' },
        { conv: { filters: 256, kernel: [3, 3], stride: 1 }, blocks: 3 },
        { conv: { filters: 512, kernel: [3, 3], stride: 2 }, blocks: 4 },
      ],
      head: { pooling: 'adaptive_avg', dropout: 0.2, classes: 6 },
      normalization: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
    },
    hyperparameters: {
      epochs: 90,
      batchSize: 256,
      optimizer: { name: 'SGD', learningRate: 0.1, momentum: 0.9, weightDecay: 1e-4, nesterov: true },
      scheduler: { name: 'cosine', warmupEpochs: 5, minimum: 1e-6, restarts: null },
      loss: { name: 'cross_entropy', labelSmoothing: 0.1, classWeights: null },
      amp: { enabled: true, dtype: 'bfloat16' },
      gradientClip: 1,
    },
    metrics: {
      accuracy: 0.9371,
      top5Accuracy: 0.9952,
      loss: 0.2113,
      perClass: { scratch: 0.95, dent: 0.91, 'no defect': 0.97 },
    },
    tags: ['vision', 'quality'],
    extra: {
      augmentation: [
        { name: 'RandomResizedCrop', scale: [0.08, 1] },
        { name: 'RandomHorizontalFlip', p: 0.5 },
        { name: 'ColorJitter', brightness: 0.4, hue: 0 },
      ],
      hardware: { accelerator: 'a100', count: 4, strategy: 'ddp', node: null },
      'torch.version': '2.9.1',
      startedAt: '2025-11-03T08:15:00Z',
      hooks: {},
    },
  },
  {
    modelId: 'film-recommender',
    framework: 'tensorflow',
    architecture: {
      type: 'two_tower',
      query: {
        features: [
          { name: 'user_id', vocabulary: 162_541, embedding: 64 },
          { name: 'hour_of_day', buckets: [0, 6, 12, 18], embedding: 8 },
        ],
        dense: [256, 128, 64],
        activation: 'relu',
      },
      candidate: { features: [{ name: 'film_id', vocabulary: 59_047, embedding: 64 }], dense: [128, 64], text: null },
      ranking: {
        layers: [
          { kind: 'cross', projection: 32 },
          { kind: 'dense', units: 1, activation: 'sigmoid' },
        ],
      },
    },
    hyperparameters: {
      epochs: 12,
      batchSize: 8_192,
      optimizer: { name: 'Adagrad', learningRate: 0.05, initialAccumulator: 0.1 },
      negativeSampling: { strategy: 'in_batch', hardNegatives: 4, temperature: 0.07 },
      regularization: { l2: 1e-6, embeddingL1: 0 },
    },
    metrics: { 'recall@10': 0.2841, 'ndcg@10': 0.1712, coverage: 0.63, loss: 0.4127 },
    tags: ['recommendation', 'empfehlung-für-dich'],
    extra: {
      dataset: { name: 'ml-25m', split: { by: 'time', trainUntil: '2019-06-30', testFrom: '2019-07-01' } },
      index: { library: 'scann', leaves: 1_000, reorder: 500 },
      saved_model: { signatures: ['serving_default'], assets: {} },
      titles: { sample: ['Amélie', '千と千尋の神隠し', 'Lock, Stock & Two Smoking Barrels 🎬'] },
    },
  },
  {
    modelId: 'churn-xgboost',
    framework: 'xgboost',
    architecture: { booster: 'gbtree', trees: 640, features: 41, monotone: { tenure_months: -1, support_tickets: 1 } },
    hyperparameters: {
      objective: 'binary:logistic',
      eta: 0.03,
      max_depth: 7,
      min_child_weight: 3,
      subsample: 0.8,
      colsample_bytree: 0.65,
      gamma: 0.15,
      lambda: 1.5,
      alpha: 0,
      scale_pos_weight: 6.4,
      tree_method: 'hist',
      max_bin: 512,
      interaction_constraints: null,
    },
    metrics: { auc: 0.9034, aucpr: 0.6127, accuracy: 0.8812, logloss: 0.2874 },
    tags: ['tabular', 'retention'],
    extra: {
      earlyStopping: { rounds: 50, metric: 'aucpr', bestIteration: 589 },
      crossValidation: { folds: 5, stratified: true, scores: [0.9011, 0.9052, 0.9029, 0.9041, 0.9037] },
      importances: { gain: { tenure_months: 812.4, 'plan.price': 304.9, support_tickets: 288.02 } },
      threshold: { value: 0.37, chosenBy: 'cost', costs: { falsePositive: 5, falseNegative: 80 } },
      missing: null,
    },
  },
  {
    modelId: 'review-sentiment-bert',
    framework: 'pytorch',
    architecture: {
      base: 'bert-base-multilingual-cased',
      task: 'sequence-classification',
      hiddenLayers: 12,
      attentionHeads: 12,
      hiddenSize: 768,
      labels: { 0: 'negativ', 1: 'neutral', 2: 'positiv' },
      frozen: ['embeddings', 'encoder.layer.0', 'encoder.layer.1'],
    },
    hyperparameters: {
      epochs: 3,
      batchSize: 32,
      gradientAccumulation: 2,
      optimizer: { name: 'AdamW', learningRate: 2e-5, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0.01 },
      scheduler: { name: 'linear', warmupRatio: 0.06 },
      fp16: true,
      seed: 42,
    },
    metrics: { accuracy: 0.9243, macroF1: 0.9118, loss: 0.2246, perplexity: null },
    tags: ['nlp', 'fine-tuning'],
    extra: {
      tokenizer: {
        type: 'WordPiece',
        vocabularySize: 119_547,
        maxLength: 256,
        lowercase: false,
        truncation: 'longest_first',
        specialTokens: { pad: '[PAD]', unknown: '[UNK]', classifier: '[CLS]', separator: '[SEP]', mask: '[MASK]' },
        addedTokens: ['👍', '👎', '<nutzer>'],
        normalizer: {},
      },
      deployment: {
        runtime: 'onnx',
        opset: 17,
        quantization: { scheme: 'dynamic', dtype: 'int8', excluded: [] },
        batching: { maxSize: 16, maxDelayMs: 5 },
        replicas: { minimum: 2, maximum: 8, targetUtilization: 0.65 },
        resources: { cpu: '2', memory: '4Gi', gpu: null },
        environment: { OMP_NUM_THREADS: '2', TOKENIZERS_PARALLELISM: 'false' },
      },
      data: { name: 'reviews-de-en', rows: 214_880, collectedUntil: '2025-09-30T23:59:59.999+02:00' },
    },
  },
];

/** One revision each, from the first days of the year. */
export const exampleConfigs = (): NewModelConfig[] =>
  examples.map((example, index) => ({
    ...example,
    revision: 1,
    createdAt: after(YEAR_START, index * DAY),
    createdBy: 'sofia.lindqvist',
  }));
