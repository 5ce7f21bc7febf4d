import { type Random, round } from './random.ts';
import type { JsonObject } from './rows.ts';
import type { Settings } from './softmax-regression.ts';

export type Framework = 'ml-matrix' | 'pytorch' | 'tensorflow' | 'scikit-learn' | 'xgboost' | 'lightgbm' | 'catboost';

/** What a training is configured with. The frameworks have few fields in common. */
export interface Recipe {
  architecture: JsonObject;
  hyperparameters: JsonObject;
  extra: JsonObject;
  /** Of a training that the seed does itself. */
  settings?: Settings;
  /** The step of the last metric point: a quarter of an epoch, a boosting round, or a tenth of a fold. */
  lastStep: number;
}

interface FrameworkEntry {
  draw(random: Random): Recipe;
  artifact: { name: string; megabytes: [low: number, high: number] };
  minutes: [low: number, high: number];
  errors: [string, ...string[]];
}

export const frameworks: Record<Framework, FrameworkEntry> = {
  'ml-matrix': {
    draw: (random) => {
      const epochs = random.integer(8, 16);
      const learningRate = round(random.between(0.6, 1), 2);
      const l2 = random.pick([0.00001, 0.0001, 0.001]);
      return {
        architecture: { type: 'softmax_regression', standardized: true },
        hyperparameters: { epochs, l2, optimizer: { name: 'newton', learningRate } },
        extra: { heldOut: 0.3 },
        settings: { epochs, learningRate, l2 },
        lastStep: epochs,
      };
    },
    artifact: { name: 'model.onnx', megabytes: [0, 0] },
    minutes: [1, 4],
    errors: ['Error: LU matrix is singular', 'RangeError: Submatrix indices are out of range'],
  },
  pytorch: {
    draw: (random) => {
      const epochs = random.integer(8, 40);
      return {
        architecture: {
          type: random.pick(['mlp', 'ft_transformer', 'tabnet']),
          layers: random.integer(4, 18),
          hiddenSize: random.pick([128, 256, 384]),
          dropout: round(random.between(0.05, 0.4), 2),
        },
        hyperparameters: {
          epochs,
          batchSize: random.pick([32, 64, 128]),
          optimizer: {
            name: random.pick(['adamw', 'sgd']),
            learningRate: round(random.between(0.0001, 0.004), 5),
            weightDecay: round(random.between(0, 0.05), 3),
          },
          scheduler: { name: 'cosine', warmupEpochs: random.integer(0, 3) },
        },
        extra: {
          hardware: { accelerator: random.pick(['a100', 'l4']), count: random.pick([1, 2]) },
          mixedPrecision: random.chance(0.7),
        },
        lastStep: epochs * 4,
      };
    },
    artifact: { name: 'model.pt', megabytes: [12, 260] },
    minutes: [25, 190],
    errors: [
      'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.',
      'RuntimeError: DataLoader worker (pid 4127) is killed by signal: Killed.',
      'RuntimeError: Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!',
    ],
  },
  tensorflow: {
    draw: (random) => {
      const epochs = random.integer(5, 30);
      const units = random.pick([64, 128, 256]);
      return {
        architecture: {
          type: 'sequential',
          layers: [
            { kind: 'embedding', size: random.pick([64, 128]) },
            { kind: random.pick(['gru', 'lstm', 'conv1d']), units },
            { kind: 'dense', units: units / 2, activation: 'relu' },
          ],
        },
        hyperparameters: {
          epochs,
          batchSize: random.pick([64, 128, 256]),
          optimizer: { name: 'adam', learningRate: round(random.between(0.0002, 0.005), 5) },
          earlyStopping: { monitor: 'val_loss', patience: random.integer(2, 5) },
        },
        extra: { vocabularySize: random.pick([20_000, 32_000]), maxLength: random.pick([96, 128, 256]) },
        lastStep: epochs * 4,
      };
    },
    artifact: { name: 'model.keras', megabytes: [8, 90] },
    minutes: [20, 150],
    errors: [
      'ResourceExhaustedError: OOM when allocating tensor with shape [256,128,512].',
      'InvalidArgumentError: indices[17,41] = 32011 is not in [0, 32000)',
      'ValueError: Exception encountered when calling Dense.call(): incompatible input shape.',
    ],
  },
  'scikit-learn': {
    draw: (random) => {
      const estimator = random.pick(['LogisticRegression', 'RandomForestClassifier', 'SVC']);
      const ofEstimator: Record<typeof estimator, JsonObject> = {
        LogisticRegression: { C: round(random.between(0.05, 8), 3), penalty: 'l2', maxIter: 500 },
        RandomForestClassifier: { nEstimators: random.integer(50, 400), maxDepth: random.integer(3, 14) },
        SVC: { C: round(random.between(0.1, 10), 3), kernel: random.pick(['rbf', 'linear']), gamma: 'scale' },
      };
      const folds = random.pick([5, 10]);
      return {
        architecture: { type: 'pipeline', steps: ['StandardScaler', estimator] },
        hyperparameters: ofEstimator[estimator],
        extra: { crossValidation: { folds, stratified: true }, randomState: random.integer(1, 9_999) },
        lastStep: folds * 10,
      };
    },
    artifact: { name: 'model.joblib', megabytes: [1, 24] },
    minutes: [1, 18],
    errors: [
      'ValueError: Input X contains NaN.',
      'ConvergenceWarning raised as error: lbfgs failed to converge after 500 iterations.',
      'ValueError: The least populated class in y has only 1 member, which is too few.',
    ],
  },
  xgboost: {
    draw: (random) => {
      const rounds = random.integer(150, 900);
      return {
        architecture: { booster: random.pick(['gbtree', 'dart']), trees: rounds },
        hyperparameters: {
          nEstimators: rounds,
          maxDepth: random.integer(3, 10),
          learningRate: round(random.between(0.01, 0.3), 3),
          subsample: round(random.between(0.6, 1), 2),
          colsampleBytree: round(random.between(0.5, 1), 2),
          scalePosWeight: random.integer(1, 80),
        },
        extra: { treeMethod: 'hist', earlyStoppingRounds: random.pick([20, 50]), evalMetric: ['auc', 'logloss'] },
        lastStep: rounds,
      };
    },
    artifact: { name: 'model.ubj', megabytes: [2, 40] },
    minutes: [4, 55],
    errors: [
      'xgboost.core.XGBoostError: Check failed: preds.Size() == info.labels.Size(): label and prediction size not match',
      'MemoryError: Unable to allocate 9.62 GiB for an array with shape (1284312, 1006) and data type float64',
    ],
  },
  lightgbm: {
    draw: (random) => {
      const rounds = random.integer(100, 1_200);
      return {
        architecture: { boosting: random.pick(['gbdt', 'goss']), trees: rounds },
        hyperparameters: {
          numIterations: rounds,
          numLeaves: random.integer(15, 255),
          learningRate: round(random.between(0.01, 0.2), 3),
          minDataInLeaf: random.integer(10, 200),
          featureFraction: round(random.between(0.5, 1), 2),
          lambdaL2: round(random.between(0, 5), 2),
        },
        extra: { deterministic: true, maxBin: random.pick([127, 255]) },
        lastStep: rounds,
      };
    },
    artifact: { name: 'model.txt', megabytes: [1, 30] },
    minutes: [3, 40],
    errors: [
      'lightgbm.basic.LightGBMError: Do not support special JSON characters in feature name.',
      'lightgbm.basic.LightGBMError: Check failed: (num_data) > (0)',
    ],
  },
  catboost: {
    draw: (random) => {
      const iterations = random.integer(200, 1_000);
      return {
        architecture: { growPolicy: random.pick(['SymmetricTree', 'Lossguide']), trees: iterations },
        hyperparameters: {
          iterations,
          depth: random.integer(4, 10),
          learningRate: round(random.between(0.02, 0.2), 3),
          l2LeafReg: round(random.between(1, 9), 1),
        },
        extra: { catFeatures: ['device'], odType: 'Iter', odWait: 40 },
        lastStep: iterations,
      };
    },
    artifact: { name: 'model.cbm', megabytes: [3, 50] },
    minutes: [6, 70],
    errors: [
      '_catboost.CatBoostError: catboost/libs/data/quantization.cpp: All features are either constant or ignored.',
    ],
  },
};

/** Settings for one training of this model. */
export const drawRecipe = (model: { framework: Framework }, random: Random): Recipe =>
  frameworks[model.framework].draw(random);
