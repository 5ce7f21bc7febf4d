/** A model is known here by its id alone. */
export interface Model {
  id: string;
}

/** As the model. */
export interface ModelVersion {
  id: string;
}

/** As the model. */
export interface Deployment {
  id: string;
}
