/** A model is known here by its id alone. */
export interface Model {
  id: string;
}
